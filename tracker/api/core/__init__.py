"""What every endpoint of the API shares: parameters, bodies, answers, errors."""
