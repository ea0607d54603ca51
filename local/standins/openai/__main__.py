"""Run the stand-in: `python -m local.standins.openai --port 8101`."""

import argparse

from aiohttp import web

from local.standins.openai.app import make_app

SHOUT = """
*** STAND-IN for Azure OpenAI on http://127.0.0.1:{port}
*** This is NOT Azure: PocketSphinx recognises the speech, a few rules draft the entries.
"""


def main() -> None:
    """Serve on this machine only, until interrupted."""
    options = _options()
    app = make_app(options.deployments, options.workers)
    print(SHOUT.format(port=options.port), flush=True)
    web.run_app(app, host="127.0.0.1", port=options.port, print=None, shutdown_timeout=1.0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A stand-in for Azure OpenAI; not Azure.")
    parser.add_argument("--port", type=int, default=8101)
    parser.add_argument(
        "--deployments", nargs="*", default=[], help="the only deployments to serve (default: any)"
    )
    parser.add_argument("--workers", type=int, default=1, help="recognising processes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
