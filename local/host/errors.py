"""What stops the host, told in one sentence."""


class HostError(Exception):
    """The host cannot start; the message is one sentence saying what is wrong and what to do."""
