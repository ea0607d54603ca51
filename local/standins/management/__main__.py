"""Run the stand-in: `python -m local.standins.management --port 8107`."""

import argparse

from aiohttp import web

from local.standins.management.app import make_app

SHOUT = """
*** STAND-IN for Azure Resource Manager on http://127.0.0.1:{port}
*** This is NOT Azure: it says that everything lies in {region}.
"""


def main() -> None:
    """Serve on this machine only, until interrupted."""
    options = _options()
    print(SHOUT.format(port=options.port, region=options.region), flush=True)
    app = make_app(options.region, options.sku)
    web.run_app(app, host="127.0.0.1", port=options.port, print=None, shutdown_timeout=1.0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A stand-in for Azure Resource Manager; not Azure.")
    parser.add_argument("--port", type=int, default=8107)
    parser.add_argument("--region", default="canadacentral", help="where it says that everything lies")
    parser.add_argument("--sku", default="Standard", help="of what kind it says that deployments are")
    return parser.parse_args()


if __name__ == "__main__":
    main()
