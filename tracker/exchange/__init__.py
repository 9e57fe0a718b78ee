"""Data in and out: column specifications, sheets, import plans and streamed exports."""
