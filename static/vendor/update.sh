#!/usr/bin/env bash
# Fetches the vendored front-end files again. Needs npm, dpkg's fonts-noto-core, and the project's .venv.
# Run it after changing a version here, then change the name in templates/_shell.html and app.js.
set -euo pipefail

GOVUK=6.6.0
here=$(cd "$(dirname "$0")" && pwd)
python="$here/../../.venv/bin/python"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$work" && npm pack --silent "govuk-frontend@$GOVUK" >/dev/null && tar xzf "govuk-frontend-$GOVUK.tgz")

# The crest, the typeface and the logos may be used on GOV.UK alone: they are taken out, and the type is the reader's own.
rm -f "$here"/govuk-frontend-*.min.*
sed -E \
  -e 's/@font-face\{[^}]*\}//g' \
  -e 's/GDS Transport,arial,sans-serif/var(--type)/g' \
  -e 's/font-family:sans-serif/font-family:var(--type)/g' \
  -e 's/url\([^)]*govuk-crest[^)]*\)/none/g' \
  -e '/Copyright \(c\) 2011 by Margaret Calvert/ s/\/\*![^*]*\*\///' \
  -e '/^\/\*# sourceMappingURL/d' \
  "$work/package/dist/govuk/govuk-frontend.min.css" >"$work/whole.css"
"$python" "$here/trim.py" "$work/whole.css" "$here/govuk-frontend-$GOVUK.min.css"
sed -E 's/\/\/# sourceMappingURL.*$//' \
  "$work/package/dist/govuk/govuk-frontend.min.js" >"$here/govuk-frontend-$GOVUK.min.js"

if grep -qiE 'GDS Transport|crest\.|@font-face|url\(' "$here/govuk-frontend-$GOVUK.min.css"; then
  echo "The stylesheet still names a typeface, a crest or another file. Mend the sed lines above." >&2
  exit 1
fi

# The typeface of printed documents, as WeasyPrint reads it.
for weight in Regular Bold; do
  "$python" -c "
import sys
from fontTools.ttLib import TTFont
font = TTFont(sys.argv[1])
font.flavor = 'woff2'
font.save(sys.argv[2])" \
    "/usr/share/fonts/truetype/noto/NotoSans-$weight.ttf" "$here/../fonts/NotoSans-$weight.woff2"
done
