"""How audio sounds, with FFmpeg: its length and loudness, without a service and without words."""

from core.adapters.sound.probe import FFmpegProbe

__all__ = ["FFmpegProbe"]
