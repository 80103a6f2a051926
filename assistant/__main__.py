"""`python -m assistant ask "QUESTION"`: one answer in the terminal."""

import argparse
import sys
from collections.abc import Sequence

from assistant.errors import AssistantError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 when answered, 2 with one message when it cannot be."""
    parser = argparse.ArgumentParser(prog="python -m assistant", description="Ask the rehab guidance a question.")
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="one answer in the terminal")
    ask.add_argument("question", nargs="+", metavar="QUESTION", help="one message, or several turns, oldest first")
    ask.add_argument("--json", action="store_true", help="print the whole Reply as JSON")
    arguments = parser.parse_args(argv)
    try:
        return _ask(arguments.question, as_json=arguments.json)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def _ask(turns: Sequence[str], *, as_json: bool) -> int:
    from assistant.assembly import Assistant
    from assistant.domain import Route

    with Assistant.open() as assistant:
        reply = assistant.reply(turns)
        if assistant.trouble is not None and reply.route is Route.ANSWER:
            raise assistant.trouble
        if as_json:
            print(reply.model_dump_json(indent=2))
        elif sys.stdout.isatty():
            from rich.console import Console
            from rich.markdown import Markdown

            Console().print(Markdown(reply.text))
        else:
            print(reply.text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
