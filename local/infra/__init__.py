"""What drives the Bicep compiler, and what reads the snapshots that it makes of a deployment."""
