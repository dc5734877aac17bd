"""``python -m geokz`` is ``geokz``."""

import signal


def main() -> None:
    """Start the shell; Ctrl-C while it is loaded ends it without a word."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from .cli import main as run

    signal.signal(signal.SIGINT, before)
    run()


if __name__ == "__main__":
    main()
