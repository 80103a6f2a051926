"""`python -m evals run SET…` and `python -m evals compare RUN_A RUN_B`."""

from evals.commands import main

if __name__ == "__main__":
    raise SystemExit(main())
