"""What all endpoints share: parameters, bodies, responses, errors."""
