"""Labels that readers see for codes and figures."""
