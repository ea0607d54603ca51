"""The app with production's checks on, on this machine: Azure's names lead to stand-ins."""
