#!/bin/sh
# The main job on the real plans, each on a day its readers met it, and then on nine invented ones with eighteen months
# of edits. Called by 'make demo' with the path of s11; writes to build/ alone.
set -eu
case $1 in
    /*) s11=$1 ;;
    *) s11=$PWD/$1 ;;
esac
unset S11_AS_OF CDPATH
say() { printf '\n\n== %s\n\n' "$*"; }

# the earlier demonstration goes only where this script left its mark in it; nobody else's folder is touched
demo=build/demo
mark=$demo/.git/made-by-make-demo
if [ -L "$demo" ] || { [ -e "$demo" ] && [ ! -f "$mark" ]; }; then
    echo "$demo is there and was not made by 'make demo': move it away first" >&2
    exit 1
fi
mkdir -p build

say "Are the plans well made?  s11 lint plans/ --statistics"
"$s11" lint plans/ --statistics

say "Reading's committee, 7 November 2013:  s11 status reading/ofsted-2013 --as-of 2013-11-07"
"$s11" status reading/ofsted-2013 --as-of 2013-11-07

say "Oxford's draft plan of 2013, on 15 November 2014:  s11 status, s11 due"
"$s11" status oxford/review-2013 --as-of 2014-11-15
"$s11" due oxford/review-2013 --as-of 2014-11-15 > build/oxford-review-2014-11-15-due.txt
echo "What is due: build/oxford-review-2014-11-15-due.txt"

say "Oxford's plan of 2016, on the day its ratings were stated, and nine months later"
"$s11" status oxford/section-11-2016 --as-of 2016-05-03
"$s11" status oxford/section-11-2016 --as-of 2017-01-31
"$s11" due oxford/section-11-2016 --as-of 2017-01-31 --late > build/oxford-2017-01-31-due.txt
echo "What is late: build/oxford-2017-01-31-due.txt"

say "All five today:  s11 status"
"$s11" status

say "Reports for people who never see git, in build/"
"$s11" report reading/ofsted-2013 --as-of 2013-11-07 --output build/reading-2013-11-07.html
"$s11" report reading/ofsted-2013 --as-of 2013-11-07 --output build/reading-2013-11-07.md
"$s11" report oxford/review-2013 --as-of 2014-11-15 --output build/oxford-review-2014-11-15.html
"$s11" report oxford/section-11-2016 --as-of 2016-05-03 --output build/oxford-2016-05-03.html
"$s11" report oxford/section-11-2016 --as-of 2017-01-31 --output build/oxford-2017-01-31.html
"$s11" report oxford/section-11-2016 --as-of 2017-01-31 --output build/oxford-2017-01-31.md
"$s11" report oxford/section-11-2016 --as-of 2017-01-31 --template exceptions --output build/oxford-2017-01-31-exceptions.html
"$s11" report --template portfolio --output build/all-today.html

say "Reading's committee report of November 2013, its sentences and figures out of the plan:  s11 report --template committee/reading-2013-11"
"$s11" report --template committee/reading-2013-11 --output build/committee-reading-2013-11.html
"$s11" report --template committee/oxford-2013-03 --output build/committee-oxford-2013-03.md

say "All five as a site that opens from a folder:  build/site/index.html"
"$s11" site --output build/site

say "The same for an agenda pack: pip install '.[pdf,office]', then --output build/plan.pdf or build/plan.docx"

say "Nine invented plans with eighteen months of edits, in $demo:  python docs/demo_portfolio.py $demo"
rm -rf "$demo"
"${PYTHON:-python3}" docs/demo_portfolio.py "$demo"
: > "$mark"
cd "$demo"
"$s11" lint plans/ --as-of 2026-03-31 --statistics
"$s11" site --as-of 2026-03-31 --since 2025-12-31 --output ../demo-site
"$s11" report --template brief --as-of 2026-03-31 --since 2025-12-31 --output ../demo-briefing.html
"$s11" report --template brief --as-of 2026-03-31 --since 2025-12-31 --output ../demo-briefing.md

say "The same plans on one screen:  s11 brief --as-of 2026-03-31 --since 2025-12-31"
"$s11" brief --as-of 2026-03-31 --since 2025-12-31

printf '\nOpen build/demo-site/index.html\n'
