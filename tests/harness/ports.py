"""Free loopback ports for the servers that tests start."""

import socket


def free_port() -> int:
    """A TCP port of 127.0.0.1 that was free a moment ago; the system does not give it out again soon."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
