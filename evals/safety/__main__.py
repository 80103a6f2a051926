"""`python -m evals.safety stress | pressure | mutate | phrases | report SET…`."""

from evals.safety.commands import main

if __name__ == "__main__":
    raise SystemExit(main())
