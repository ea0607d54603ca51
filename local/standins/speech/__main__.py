"""Run the stand-in: `python -m local.standins.speech --port 8103`."""

import argparse

from aiohttp import web

from local.standins.speech.app import make_app

SHOUT = """
*** STAND-IN for Azure AI Speech on http://127.0.0.1:{port}
*** This is NOT Azure: PocketSphinx recognises the speech, in English only.
"""


def main() -> None:
    """Serve on this machine only, until interrupted."""
    options = _options()
    app = make_app(options.workers)
    print(SHOUT.format(port=options.port), flush=True)
    web.run_app(app, host="127.0.0.1", port=options.port, print=None, shutdown_timeout=1.0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A stand-in for Azure AI Speech; not Azure.")
    parser.add_argument("--port", type=int, default=8103)
    parser.add_argument("--workers", type=int, default=1, help="recognising processes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
