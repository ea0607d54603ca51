"""Run the stand-in: `python -m local.standins.clio --port 8104`."""

import argparse

from aiohttp import web

from local.standins.clio.app import make_app
from local.standins.clio.registration import CLIENT_ID, CLIENT_SECRET, Registration

SHOUT = """
*** STAND-IN for Clio Manage on http://127.0.0.1:{port}
*** This is NOT Clio: nobody is billed, and what it holds is gone when it ends.
"""


def main() -> None:
    """Serve on this machine only, until interrupted."""
    options = _options()
    app = make_app(
        Registration(
            client_id=options.client_id,
            client_secret=options.client_secret,
            redirects=tuple(options.redirect),
        )
    )
    print(SHOUT.format(port=options.port), flush=True)
    web.run_app(app, host="127.0.0.1", port=options.port, print=None, shutdown_timeout=1.0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A stand-in for Clio Manage; not Clio.")
    parser.add_argument("--port", type=int, default=8104)
    parser.add_argument("--client-id", default=CLIENT_ID)
    parser.add_argument("--client-secret", default=CLIENT_SECRET)
    parser.add_argument(
        "--redirect",
        action="append",
        default=[],
        help="an address the app may be sent back to (default: any here)",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
