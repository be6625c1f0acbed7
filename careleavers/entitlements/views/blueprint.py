"""The blueprint of this feature."""

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("entitlements", __name__)
Page = str | Response | tuple[str, int]
