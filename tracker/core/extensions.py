"""Flask extensions, created once and bound to the application by the factory."""

from flask_babel import Babel
from flask_compress import Compress
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect

from tracker.core.db import db

babel = Babel()
compress = Compress()
csrf = CSRFProtect()
migrate = Migrate(render_as_batch=True, compare_type=True)

__all__ = ["babel", "compress", "csrf", "db", "migrate"]
