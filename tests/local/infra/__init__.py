"""Tests of what drives the Bicep compiler and reads its snapshots."""
