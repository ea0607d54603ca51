"""Log lines on stderr: instant in UTC, level, category, message."""

import logging
import time

# Azure's names for Python's levels (Microsoft Learn, "Configure monitoring for Azure Functions").
_LEVELS = {
    "Trace": logging.DEBUG,
    "Debug": logging.DEBUG,
    "Information": logging.INFO,
    "Warning": logging.WARNING,
    "Error": logging.ERROR,
    "Critical": logging.CRITICAL,
    "None": logging.CRITICAL + 10,
}
# At INFO these tell of every request, addresses and query strings included.
_TALKATIVE = ("azure", "aiohttp", "asyncio", "urllib3", "msal")


def configure_logging() -> None:
    """Send every log line to stderr."""
    formatter = logging.Formatter("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s")
    formatter.converter = time.gmtime
    formatter.default_time_format = "%Y-%m-%dT%H:%M:%S"
    formatter.datefmt = "%Y-%m-%dT%H:%M:%S"
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for category in _TALKATIVE:
        logging.getLogger(category).setLevel(logging.WARNING)


def apply_levels(log_level: dict[str, str]) -> None:
    """Obey `logging.logLevel` of host.json; a category covers those that begin with it and a dot."""
    for category, name in log_level.items():
        logger = logging.getLogger(None if category == "default" else category)
        logger.setLevel(_LEVELS.get(name, logging.INFO))
