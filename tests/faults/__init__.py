"""What kills and storage faults leave behind, on the whole stack."""
