"""Index the app in a folder, in this process, and say how many seconds that took."""

import asyncio
import sys
import time
from pathlib import Path

from local.host.indexing import index_app

if __name__ == "__main__":
    started = time.perf_counter()
    asyncio.run(index_app(Path(sys.argv[1])))
    sys.stdout.write(f"{time.perf_counter() - started}\n")
