"""`python -m assistant`: `ask` for one answer in the terminal, `doctor` for what would be refused."""

import argparse
import sys
from collections.abc import Sequence

from assistant.errors import AssistantError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 when done, 1 when the doctor found a refusal, 2 with one message when it cannot be."""
    parser = argparse.ArgumentParser(prog="python -m assistant", description="Ask the rehab guidance a question.")
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="one answer in the terminal")
    ask.add_argument("question", nargs="+", metavar="QUESTION", help="one message, or several turns, oldest first")
    ask.add_argument("--json", action="store_true", help="print the whole Reply as JSON")
    doctor = commands.add_parser("doctor", help="what would be refused, and why")
    doctor.add_argument("--embed", default="", metavar="SITE", help="a site that wants to embed the widget")
    doctor.add_argument("--address", default="", metavar="URL", help="where that site reaches this assistant")
    arguments = parser.parse_args(argv)
    try:
        if arguments.command == "doctor":
            return _doctor(arguments.embed, arguments.address)
        return _ask(arguments.question, as_json=arguments.json)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def _doctor(embed: str, address: str) -> int:
    from assistant.settings import read_settings
    from assistant.web.doctor import doctor, report

    text, status = report(doctor(read_settings(), embed, address))
    print(text)
    return status


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
