"""Question sets, figures and comparisons: how good the assistant's replies are, with intervals."""
