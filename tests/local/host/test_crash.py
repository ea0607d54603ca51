"""A host that is killed in the middle of a function loses nothing."""

from tests.local.host.running import TinyApp, wait_until


def test_message_held_by_a_killed_host_comes_again(tiny: TinyApp) -> None:
    tiny.start()
    tiny.send("stuck")
    tiny.wait_for(function="take", body="stuck", dequeued=1)
    tiny.run.kill()
    tiny.start()
    tiny.wait_for(function="take", body="stuck", dequeued=2)
    wait_until(lambda: not tiny.queue().get_queue_properties().approximate_message_count, "an empty queue")


def test_blob_held_by_a_killed_host_comes_again(tiny: TinyApp) -> None:
    tiny.start()
    tiny.upload("lee/held.wav", b"hold 600")
    tiny.wait_for(function="see", content="hold 600")
    tiny.run.kill()
    tiny.start()
    tiny.wait_for(2, function="see", content="hold 600")
