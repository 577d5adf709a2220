#!/bin/sh
# The main job on the real plans, each on a day its readers met it. Called by 'make demo' with the path of s11.
set -eu
s11=$1
unset S11_AS_OF
say() { printf '\n\n== %s\n\n' "$*"; }

say "Are the plans well made?  s11 lint plans/"
"$s11" lint plans/

say "Reading's committee, 7 November 2013:  s11 status reading/ofsted-2013 --as-of 2013-11-07"
"$s11" status reading/ofsted-2013 --as-of 2013-11-07

say "Oxford's draft plan of 2013, on 15 November 2014:  s11 status, s11 due"
"$s11" status oxford/review-2013 --as-of 2014-11-15
"$s11" due oxford/review-2013 --as-of 2014-11-15

say "Oxford's plan of 2016, on the day its ratings were stated, and nine months later"
"$s11" status oxford/section-11-2016 --as-of 2016-05-03
"$s11" status oxford/section-11-2016 --as-of 2017-01-31
"$s11" due oxford/section-11-2016 --as-of 2017-01-31 --late

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
