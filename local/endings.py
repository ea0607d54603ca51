"""How a child process of ours is ended."""

import subprocess


def end_process(process: subprocess.Popen[str] | subprocess.Popen[bytes], patience: float) -> None:
    """Ask a process to end, and insist after `patience` seconds."""
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
