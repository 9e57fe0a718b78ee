"""What states say: progress reports and their entries."""
