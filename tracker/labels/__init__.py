"""The words that readers see for codes and figures."""
