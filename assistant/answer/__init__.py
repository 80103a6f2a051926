"""From passages to the reply: sentences are chosen and cited, none is written."""
