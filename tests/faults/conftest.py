"""One stack for all fault tests."""

from collections.abc import Iterator

import pytest

from tests.faults.bench import Bench
from tests.faults.bench import bench as running

# host.json's waits, shortened the way Azure lets an app setting override it.
HOST_JSON = {
    "AzureFunctionsJobHost__extensions__queues__visibilityTimeout": "00:00:01",
    "AzureFunctionsJobHost__extensions__queues__maxPollingInterval": "00:00:00.2",
}


@pytest.fixture(scope="package")
def running_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Run the stack behind the proxy, for this test process."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in HOST_JSON.items():
            patch.setenv(name, value)
        with running(tmp_path_factory.mktemp("faults")) as made:
            yield made


@pytest.fixture
def bench(running_bench: Bench) -> Bench:
    """The stack with its host running, whatever the test before has left."""
    if running_bench.stack.host.pid is None:
        running_bench.stack.start_host()
    return running_bench
