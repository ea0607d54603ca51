"""A small Azure Functions host that runs the app on Microsoft's own Python runtime, on one machine."""
