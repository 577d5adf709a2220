"""Timescales: what each phrase must be read as, and what no phrase may do."""

from __future__ import annotations

import html
import itertools
import json
import operator
import sys
from calendar import monthrange
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.plan import Action, Plan, Recommendation
from s11.standing import judge
from s11.when import (
    STANDARD,
    TWO_DIGITS,
    Conventions,
    Month,
    Period,
    Timescale,
    Vantage,
    add_period,
    day_words,
    parse_day,
    parse_fact_day,
)
from s11.when.calendar import FEASTS, add_working_days, bank_holidays, easter
from s11.when.lexicon import LEXICON, Entry, by_spelling, tidied, tokens_of

DATA = Path(__file__).parent / "data" / "timescales.tsv"
CORPUS = [
    (text, json.loads(expected)) for text, expected in (row.split("\t") for row in DATA.read_text().splitlines()[1:])
]

# Each row was judged by hand: kind, due, every and dues as far as the words give them, then the words ("\n" is a new
# line).
CLEAR = """
date 2013-01-31 | January2013
date 2010-10-31 | October,2010
date 2014-03-18 | 18th March 2014
date 2025-03-31 | 31/03/2025
date 2014-03-01 | March 1st 2014
date 2013-06-09 | w/c 3 June 2013
date 2016-12-31 | No later than December 2016
date 2015-03-31 | Jan 2014 – March 2015
date 2014-09-30 | Q2 2014/15
recurring P6M | 6 monthly
recurring P8W | 8 weekly
multiple 2017-06-30 2017-09-30 | June 2017 with publication in Sept 2017
unset | tbc
unset | N/A
unset | As above
relative | Within six months of new Council
relative | Immediate
done | Complete
done | Achieved September 2013
date 2014-03-31 | 31 March 2014
date 2014-03-31 | 31st March 2014
date 2014-03-31 | 31st of March 2014
date 2014-03-31 | the 31st March, 2014
date 2014-03-31 | 31 Mar 14
date 2014-03-31 | 31-Mar-14
date 2014-03-31 | 31-Mar-2014
date 2014-03-31 | 31/3/14
date 2014-03-31 | 31.03.2014
date 2014-03-31 | 31-03-2014
date 2014-03-31 | 2014-03-31
date 2014-03-31 | 31 / 03 / 2014
date 2014-03-31 | 31 03 2014
date 2014-03-31 | March 31st, 2014
date 2014-03-31 | March 31, 2014
date 2013-06-03 | Mon 3 June 2013
date 2013-06-03 | Monday 3rd June 2013
date 2014-03-28 | Friday, 28th March 2014
date 2014-03-31 | Mar-14
date 2014-03-31 | Mar '14
date 2014-03-31 | Mar ’14
date 2014-03-31 | March '14
date 2014-03-31 | Mar/14
date 2014-03-31 | 03/2014
date 2014-03-31 | 3/2014
date 2014-03-31 | 2014-03
date 2014-03-31 | March-2014
date 2014-03-31 | Mar.2014
date 2014-09-30 | Sept. 2014
date 2014-09-30 | Sept., 2014
date 2014-09-30 | Sept.-2014
date 2014-09-30 | Sept./2014
date 2014-09-30 | Sep 2014
date 2014-09-30 | SEPTEMBER 2014
date 2014-09-30 | september 2014
date 2014-02-28 | Febuary 2014
date 2014-02-28 | Feburary 2014
date 2014-09-30 | Septmber 2014
date 2014-10-31 | Ocotber 2014
date 2014-11-30 | Novemeber 2014
date 2014-12-31 | Decmber 2014
date 2014-11-30 | Novmeber 2014
date 2014-09-30 | Septmeber 2014
recurring P3M | quartelry
recurring P1Y | annaully
date 2015-08-31 | Agust 2015
date 2014-03-31 | Marhc 2014
date 2014-04-30 | Apirl 2014
date 2014-07-31 | Jully 2014
date 2016-06-30 | June2016
date 2014-03-31 | 31March2014
date 2014-03-31 | 31stMarch2014
date 2014-03-31 | 31stMarch 2014
date 2016-05-03 | 3<sup>rd</sup> May 2016
date 2016-05-03 | 3 <sup>rd</sup> May 2016
date 2016-05-03 | 3rd  May   2016
date 2014-03-31 | by 31 March 2014
date 2014-03-31 | By the 31st of March 2014
date 2014-03-31 | by the end of March 2014
date 2014-03-31 | by end March 2014
date 2014-03-31 | end March 2014
date 2014-03-31 | end of March 2014
date 2014-03-31 | End Mar 14
date 2014-03-31 | end of Mar '14
date 2014-03-31 | before the end of March 2014
date 2014-03-31 | no later than 31 March 2014
date 2014-03-31 | not later than 31/3/14
date 2014-03-31 | 31 March 2014 at the latest
date 2014-03-31 | on or before 31 March 2014
date 2014-03-31 | due 31 March 2014
date 2014-03-31 | deadline 31 March 2014
date 2014-03-31 | Target date: March 2014
date 2014-03-31 | Target: March 2014
date 2014-03-31 | To be completed by March 2014
date 2014-03-31 | To be completed by end of March 2014
date 2014-03-31 | To be reviewed March 2014
date 2014-09-30 | to be in place by September 2014
date 2014-03-31 | For completion by March 2014
date 2014-03-31 | Completion by March 2014
date 2014-03-31 | Completion date March 2014
date 2014-03-31 | for March 2014
date 2014-03-31 | in March 2014
date 2014-03-31 | during March 2014
date 2014-03-31 | within March 2014
date 2014-03-31 | on 31 March 2014
date 2014-03-31 | late March 2014
date 2014-12-31 | end of 2014
date 2014-12-31 | by end of 2014
date 2014-12-31 | By the end of 2014
date 2015-03-31 | FY 2014/15
date 2015-03-31 | financial year 2014/15
date 2015-03-31 | 2014/15 financial year
date 2015-03-31 | 2014/15 of the fiscal year
date 2015-03-31 | end of financial year 2014/15
date 2015-03-31 | end of 2014/15 financial year
date 2014-06-30 | Q1 2014/15
date 2014-12-31 | Quarter 3 2014/15
date 2015-03-31 | Q4 2014-15
date 2015-03-31 | Q4 14/15
date 2014-09-30 | 2nd quarter 2014/15
date 2014-09-30 | second quarter of 2014/15
date 2015-03-31 | Q3/Q4 2014/15
date 2014-09-30 | Q1 - Q2 2014/15
date 2014-09-30 | end of Q2 2014/15
date 2014-09-30 | by Q2 2014/15
date 2015-03-31 | Q4 (Jan-Mar 2015)
date 2015-12-31 | Q3 2015/16 (Oct - Dec 2015)
recurring P1Y | at least annually
recurring P3M | at least quarterly
recurring P1Y | minimum of annually
recurring P1Y | not less than annually
multiple 2016-10-31 2016-11-30 | October 2016/November 2016
recurring P6M | at least 6 monthly
recurring P6M | no less than 6 monthly
date 2022-03-31 | 21/22 financial year
recurring P1Y | Annually
recurring P1Y | Annual
recurring P1Y | Every year
recurring P1Y | each year
recurring P1Y | Once a year
recurring P1Y | once per year
recurring P6M | Twice a year
recurring P6M | twice yearly
recurring P6M | twice annually
recurring P6M | 2 x per year
recurring P4M | 3 times a year
recurring P4M | three times per year
recurring P3M | four times a year
recurring P3M | Quarterly
recurring P3M | quaterly
recurring P3M | Every quarter
recurring P3M | each quarter
recurring P3M | every 3 months
recurring P3M | every three months
recurring P3M | 3 monthly
recurring P3M | 3-monthly
recurring P3M | three monthly
recurring P6M | Every 6 months
recurring P6M | every six months
recurring P6M | six monthly
recurring P6M | 6-monthly
recurring P6M | half yearly
recurring P6M | half-yearly
recurring P1M | Monthly
recurring P1M | every month
recurring P1M | once a month
recurring P1M | On a monthly basis
recurring P3M | on a quarterly basis
recurring P1W | Weekly
recurring P2W | fortnightly
recurring P1D | Daily
recurring P2W | every 2 weeks
recurring P6W | every 6 weeks
recurring P6W | 6 weekly
recurring P6W | six-weekly
recurring P2Y | every two years
recurring P2Y | 2 yearly
recurring P2Y | biennial
recurring P2Y | every other year
recurring P2M | every other month
recurring P18M | every 18 months
recurring P5Y | every 5 years
recurring P3Y | 3 yearly
recurring P1Y | every March
recurring P1Y | each September
recurring P1Y | March each year
recurring P1Y | September annually
recurring P1Y | annually in March
recurring P1Y | Annually (March)
recurring P1Y | Annually each April
recurring P1Y | Every April
recurring P1Y | every spring
recurring P1Y | 31 March annually
recurring P1Y | by 31 March each year
recurring P1Y | By 31st March every year
recurring P1Y | By March each year
recurring P1Y | annually by end of March
recurring P1Y | annually by 31 March
recurring P1Y | annually at the end of June
recurring P1Y | annual report in June
recurring P1Y | Annual report to Cabinet in June
recurring 2014-03-31 P1Y | Annually from March 2014
recurring 2014-03-31 P1Y | Annually, from March 2014
recurring 2014-03-31 P1Y | annually starting March 2014
recurring 2014-04-30 P1Y | annually commencing April 2014
recurring 2016-06-30 P3M | Quarterly from June 2016
recurring 2016-04-30 P1M | monthly from April 2016
recurring 2014-03-31 P1Y | March 2014 and annually thereafter
recurring 2014-03-31 P1Y | March 2014, annually thereafter
recurring 2014-03-31 P1Y | March 2014 & annually
recurring 2014-03-31 P1Y | March 2014 and then annually
recurring 2014-03-31 P1Y | March 2014 then every year
recurring 2014-03-31 P1Y | March 2014 then yearly
recurring 2014-03-31 P1Y | March 2014\\nthen annually
recurring 2014-03-31 P1Y | March 2014 then\\nannually
recurring 2014-03-31 P2Y | March 2014, then every 2 years
recurring 2014-03-31 P1Y | March 2014 then reviewed annually
recurring 2014-03-31 P1Y | March 2014 and reviewed annually
recurring 2014-03-31 P1Y | March 2014 and annual review thereafter
recurring 2014-03-31 P1Y | March 2014 then annually to Cabinet
recurring 2014-03-31 P1Y | March 2014 with annual review
recurring 2014-03-31 P1Y | 31 March 2014 then annually
recurring 2014-03-31 P3M | 31st March 2014, then quarterly
recurring 2014-03-31 P1Y | 31/03/2014 and annually thereafter
recurring 2014-03-31 P6M | 31/03/2014 then 6 monthly
recurring 2014-03-31 P1Y | March 2014 - annually
recurring 2014-03-31 P1Y | March 2014 (annually)
recurring 2014-03-31 P1Y | March 2014 (annual)
recurring 2014-03-31 P1Y | March 2014 annual
recurring 2014-03-31 P1Y | March 2014 and every March thereafter
recurring 2014-03-31 P3M | March 2014 and every 3 months thereafter
recurring 2014-03-31 P1Y | First report March 2014 then annually
recurring 2015-03-31 P1Y | Review annually, next due March 2015
recurring 2015-03-31 P1Y | Annual - next review March 2015
recurring 2014-06-30 P3M | Quarterly, first due June 2014
recurring P1W | every Monday
recurring P3M | quarterly meetings
recurring P3M | Quarterly monitoring
recurring P3M | quarterly reports to Cabinet
recurring P1Y | Reviewed annually
recurring P1Y | to be reviewed annually
recurring P2Y | Reviewed every 2 years
recurring P2Y | Review every two years
recurring P1Y | annual review
recurring P1Y | Annual audit
recurring P1Y | Annual report to Council
recurring P1Y | Annual audits – March
ongoing | On going
ongoing | on - going
ongoing | On-Going
ongoing | ONGOING
ongoing | Ongoing.
ongoing | Continuous
ongoing | Continuing
ongoing | Already in place and ongoing
ongoing | Complete and ongoing
ongoing | Completed and ongoing
ongoing | Complete – ongoing
ongoing 2016-06-30 | June 2016 then ongoing
ongoing 2016-06-30 | June 2016 and then ongoing
ongoing 2016-06-30 | June 2016, ongoing
ongoing 2016-06-30 | June 2016 ongoing
ongoing 2016-06-30 | June 2016 (ongoing)
ongoing 2016-03-31 | 31 March 2016 and ongoing
ongoing 2016-03-31 | By 31 March 2016 and ongoing
ongoing | From June 2016
ongoing | from June 2016 onwards
ongoing | June 2016 onwards
ongoing | June 2016 onward
ongoing | starting June 2016 onwards
ongoing | From April 2014 and ongoing
ongoing | from 1 April 2014
ongoing | from a March 2014
ongoing | with effect from 1 April 2014
ongoing | w.e.f. 1 April 2014
ongoing | wef April 2014
ongoing | as from September 2014
ongoing | Ongoing from April 2014
done | Done
done | Completed
done | COMPLETED
done | Complete.
done | completed March 2014
done | Completed: March 2014
done | Completed - March 2014
done | Completed (March 2014)
done | Completed on 31 March 2014
done | Completed 31/3/14
done | Completed 31.03.14
done | Completed in March 2014
done | Complete March 2014
done | March 2014 - completed
done | March 2014 completed
done | March 2014 (completed)
done | March 2014 complete
done | 31/03/2014 Completed
done | Achieved
done | Achieved March 2014
done | In place
done | Already in place
done | now in place
done | Fully completed
done | Already completed
done | All completed
done | Action completed
done | Signed off March 2014
done | Signed off by Cabinet 12 March 2014
done | approved by Cabinet March 2014
date 2014-03-31 | To be approved by Cabinet March 2014
date 2015-11-05 | To be presented and approved by Cabinet on 5/11/2015
date 2014-03-31 | will be completed by March 2014
date 2014-03-31 | Must be completed by 31 March 2014
done | Closed
unset | TBA
unset | TBD
unset | t.b.c.
unset | T.B.C.
unset | To be confirmed
unset | to be agreed
unset | To Be Determined
unset | Date to be confirmed
unset | date tbc
unset | Not applicable
unset | n/a
unset | None
unset | -
unset | ...
unset | as above
unset | Ditto
unset | Not set
unset | unknown
ongoing | From. April 2014
relative | within 3 months of agreement
relative | Within 6 months of publication
relative | 6 months after launch
relative | 3 months from approval
relative | six weeks after the inspection
relative | Following approval
relative | following approval by Cabinet
relative | After the audit
relative | Once approved
relative | once policy is agreed
relative | on completion of the review
relative | On receipt of guidance
relative | Upon appointment
relative | When new guidance is published
relative | Pending national guidance
relative | Dependent on funding
relative | subject to funding
relative | Prior to inspection
relative | by the annual meeting
relative | before next inspection
relative | As required
relative | as needed
relative | as and when required
relative | when required
relative | Next meeting
relative | next Board meeting
relative | At each meeting
relative | at next review
relative | every meeting
relative | ASAP
relative | asap
relative | as soon as possible
relative | Immediately
relative | With immediate effect
relative | Straight away
date 2014-06-30 | from March 2014 to June 2014
date 2014-06-30 | From March to June 2014
date 2014-06-30 | between March and June 2014
date 2014-06-30 | March - June 2014
date 2014-06-30 | March to June 2014
date 2014-04-30 | Mar/Apr 2014
multiple 2014-03-31 2014-09-30 | March and September 2014
multiple 2014-06-30 2014-12-31 | Q1 and Q3 2014/15
multiple 2014-03-31 2014-06-30 2014-09-30 | March, June and September 2014
multiple 2014-03-31 2014-06-30 2014-09-30 | March, June, September 2014
date 2014-06-05 | 1-5 June 2014
date 2014-06-05 | 1st - 5th June 2014
multiple 2014-06-12 2014-06-19 | 12 and 19 June 2014
multiple 2014-06-12 2014-06-19 2014-06-26 | 12, 19 and 26 June 2014
multiple 2014-06-12 2014-07-03 | 12 June and 3 July 2014
multiple 2014-06-12 2014-07-03 | 12 June and at 3 July 2014
multiple 2014-06-12 2014-07-03 | 12 June 2014 and 3 July 2014
multiple 2014-06-12 2014-07-03 | 12 June 2014, 3 July 2014
multiple 2014-06-12 2014-07-03 | 12/06/2014 and 03/07/2014
multiple 2014-06-12 2014-07-03 | 12/06/2014, 03/07/2014
date 2014-07-03 | 12/06/2014 - 03/07/2014
date 2015-02-28 | Nov 2014 - Feb 2015
date 2015-02-28 | Nov - Feb 2015
date 2015-02-28 | November 2014 – February
date 2015-03-31 | April – March 2015
multiple 2014-06-30 2015-06-30 | June 2014 and June 2015
multiple 2014-06-30 2015-03-31 | June 2014 then March 2015
multiple 2014-06-30 2015-03-31 | June 2014 then review March 2015
multiple 2014-03-31 2014-06-30 | Draft March 2014, final June 2014
multiple 2014-03-31 2014-06-30 | Draft policy – March 2014; Final policy – June 2014
multiple 2014-03-31 2014-06-30 | • March 2014 • June 2014
multiple 2014-03-31 2014-06-30 | 1) March 2014 2) June 2014
date 2015-06-30 | Report to Cabinet June 2015
date 2015-03-31 | Cabinet – March 2015
date 2015-03-12 | CEB 12 March 2015
date 2015-03-31 | March 2015 Cabinet
date 2015-11-05 | Full Council meeting on 5 November 2015
date 2015-03-31 | Policy in place by March 2015
date 2015-03-31 | Launch March 2015
recurring 9999-12-31 P1Y | 31/12/9999 annually
date 2013-06-07 | w/e 7 June 2013
date 2013-06-07 | week ending 7th June 2013
date 2013-06-09 | week commencing 3rd June 2013
date 2013-06-09 | week beginning 3 June 2013
date 2013-06-09 | w/b 03/06/13
date 2013-06-09 | week of 3 June 2013
date 2013-06-09 | wc 3/6/13
date 2014-03-03 | Action: 3 March 2014
date 2014-06-30 | between 1 March and 30 June 2014
date 2015-03-31 | To be reviewed March 2015
date 2015-03-31 | to be reviewed and updated by March 2015
date 2014-03-31 | to be completed by 31st March 2014
date 2014-03-31 | 31st March 2014 (end of financial year)
date 2015-03-31 | End of financial year (March 2015)
date 2015-03-31 | by end of financial year 2014-15
date 2015-03-31 | March 2015 (end of Q4)
date 2015-03-31 | end of Q4 (March 2015)
date 2014-03-31 | Target completion 31/03/14
recurring 2014-09-30 P3M | Q2 2014/15 and quarterly thereafter
recurring P1Y | Annual review (April)
recurring P1Y | Annual training programme
multiple 2014-12-31 2015-03-31 | December 2014 for report, March 2015 for implementation
multiple 2014-12-31 2015-03-31 | Report by December 2014; implement by March 2015
date 2014-06-30 | First draft by end of June 2014
date 2014-09-30 | Final version by 30/09/14
multiple 2014-06-30 2014-09-30 | policy: June 2014; training: Sept 2014
multiple 2014-06-12 2014-06-19 | Training dates: 12th June 2014, 19th June 2014
recurring 2014-07-31 P1Y | 31st July 2014 and annually every July
date 2014-07-31 | 31/7/14
date 2014-07-31 | 31 July '14
date 2014-07-31 | 31st july 2014.
date 2014-07-31 | July 31st 2014
date 2014-07-31 | 31st  July,2014
date 2014-07-31 | 31 st July 2014
date 2014-07-31 | 31th July 2014
date 2014-07-31 | the end of July 2014
date 2014-07-31 | End of July 14
date 2014-07-31 | End July '14
date 2014-07-31 | JULY 2014
date 2014-07-31 | July/2014
date 2014-07-31 | 07/2014
date 2014-07-31 | 07.2014
date 2014-07-31 | 2014 July
date 2014-09-30 | Jul-Sep 2014
date 2014-09-30 | Jul - Sept 2014
date 2014-09-30 | July-September 2014
date 2014-08-31 | July/August 2014
date 2014-07-31 | by 31/7/2014 at the latest
date 2014-07-31 | 31/7/2014 latest
date 2014-07-31 | 31/7/2014 (latest)
date 2014-07-31 | not later than the end of July 2014
date 2014-07-31 | no later than July 2014
date 2014-07-31 | within July 2014
date 2014-07-13 | week commencing 7/7/14
date 2014-07-13 | w/c 7th July 2014
date 2014-07-11 | w/e 11 July 2014
recurring P12W | every 12 weeks
recurring P12W | twelve weekly
recurring P12W | 12-weekly
recurring P2Y | once every 2 years
recurring P3Y | once every three years
recurring P3Y | three yearly
recurring P2Y | biennially
recurring P2Y | every 2nd year
recurring P2Y | every second year
recurring P3M | every third month
recurring P4M | every 4 months
recurring P1M | monthly meetings
recurring P1Y | yearly in April
recurring P1Y | yearly, April
recurring P1Y | April (annually)
recurring P1Y | April - annually
recurring P1Y | each year in April
recurring P1Y | every year in April
recurring P1Y | every year by April
recurring 2014-04-30 P1Y | every year from April 2014
recurring P1Y | annually, by 30 April
recurring P1Y | 30 April each year
recurring P1Y | 30th April annually
recurring P1Y | by the 30th April each year
recurring 2014-04-30 P1Y | by 30/04/2014 and annually thereafter
recurring 2014-04-30 P1Y | by 30/4/14, then annually
ongoing | completed and ongoing monitoring
done | Completed - 30 April 2014
done | completed 30th April 2014
done | completed Apr 14
done | Completed 2014
done | Completed in 2014
done | completed on time
done | done April 2014
done | Achieved - April 2014
unset | no date set
date 2013-09-30 | Sept 2013
date 2013-09-30 | By 30th Sept 2013
date 2013-09-01 | By 1/9/13
ongoing 2013-09-30 | 30/09/13 and ongoing
recurring 2013-09-30 P1Y | September 2013 and then annually in September
recurring 2014-01-31 P1Y | Jan 2014 (and annually thereafter)
ongoing | From Jan 2014 - ongoing
done | Completed 12.12.13
done | COMPLETED 12/12/13
done | Complete – Dec 2013
done | Action complete Dec 2013
done | Achieved 01/04/2014
done | Signed off at Board 12/12/13
done | 31st December 2013 – Completed
date 2014-03-31 | New target date March 2014
date 2014-03-31 | March 2014 LSCB meeting
date 2014-03-31 | LSCB March 2014
date 2014-03-12 | LSCB meeting 12th March 2014
date 2014-03-31 | Board meeting in March 2014
date 2014-03-31 | By March 2014 Board meeting
date 2014-03-31 | To report to LSCB in March 2014
date 2014-03-20 | Report to Executive 20 March 2014
recurring 2014-04-30 P3M | Quarterly reports from April 2014
recurring 2014-06-30 P3M | Quarterly from Q1 2014/15
recurring P3M | Quarterly at Board meetings
recurring 2014-04-30 P3M | Each quarter from April 2014
date 2014-03-31 | Financial Year 2013-14
date 2014-03-31 | F/Y 2013/14
date 2014-03-31 | FY13/14
date 2013-12-31 | 2013/14 Q3
date 2013-12-31 | Q3 13/14
date 2013-12-31 | Qtr 3 2013/14
date 2015-03-31 | Q2-Q4 2014/15
date 2014-09-30 | End Q2 14/15
date 2014-06-30 | Quarter ending 30 June 2014
date 2014-06-30 | Quarter ending June 2014
date 2014-06-30 | month ending 30 June 2014
date 2014-03-31 | Year ending March 2014
date 2014-02-28 | w/e 28/02/14
date 2014-03-02 | w/c 24/02/14
date 2014-03-02 | Week commencing Monday 24th February 2014
date 2014-02-24 | Monday 24th February 2014
date 2014-02-28 | 24-28 February 2014
date 2014-02-28 | 24th to 28th Feb 2014
date 2014-03-07 | 24 Feb - 7 March 2014
date 2014-03-07 | between 24 Feb and 7 March 2014
date 2014-04-30 | Feb-April 2014
date 2014-01-31 | Nov 2013-Jan 2014
date 2014-01-31 | Nov '13 - Jan '14
date 2016-03-31 | April 2013 - March 2016
ongoing | April 2013 to date
ongoing 2013-04-30 | April 2013 – ongoing
ongoing 2013-04-30 | April 2013-ongoing
ongoing 2013-04-30 | April2013ongoing
ongoing 2014-03-31 | 31 March 14-ongoing
date 2014-06-30 | May/June 2014
date 2014-06-30 | May / June 2014
date 2014-06-30 | May-June 2014
multiple 2014-06-30 2014-11-30 | June & Nov 2014
multiple 2014-06-30 2014-11-30 | June 2014 / Nov 2014
multiple 2014-06-30 2014-11-30 | June 2014/Nov 2014
multiple 2014-06-30 2014-11-30 2015-02-28 | June 2014, Nov 2014, Feb 2015
multiple 2014-06-30 2014-11-30 | June 2014, then Nov 2014
multiple 2014-06-30 2014-11-30 | June 2014 (draft), Nov 2014 (final)
multiple 2014-06-30 2014-11-30 | June 2014 for consultation, Nov 2014 for final version
multiple 2014-06-30 2014-11-30 | Consultation June 2014; launch Nov 2014
multiple 2014-06-30 2014-11-30 | June 2014 review; Nov 2014 report
date 2014-06-14 | 14th June '14
date 2014-06-14 | June 14 2014
date 2014-06-14 | 14.6.14.
multiple 2014-06-14 2014-06-21 | 14.06.14 & 21.06.14
date 2014-07-14 | 14/06/2014-14/07/2014
date 2014-06-14 | 14-06-14
date 2014-06-14 | 14-06-2014
date 2014-06-14 | 2014/06/14
date 2014-03-31 | 31st Mar 2014 COP
date 2014-03-31 | close of play 31 March 2014
date 2014-03-31 | by close of March 2014
date 2014-03-31 | end of day 31 March 2014
date 2014-03-31 | midnight 31 March 2014
date 2014-03-03 | 3 March 2014 (2pm)
date 2014-03-03 | 3 March 2014, 5pm
date 2014-03-03 | before 5.30 p.m. on Monday 3 March 2014
date 2014-03-03 | by 12 noon on 3 March 2014
date 2014-03-03 | 3 March 2014 by 5 o'clock
date 2014-03-03 | 3rd of March 2014 at 17:00 hrs
date 2014-03-03 | 1700hrs 3/3/2014
date 2014-03-03 | 3 March 2014, 10-12pm
date 2014-03-03 | 10.30 am to 4pm, March 3rd 2014
date 2014-03-03 | 2014-03-03 09:30
multiple 2014-03-03 2014-04-04 | 5pm, 3 March 2014; 5pm, 4 April 2014
date 2014-04-30 | planned for April 2014
date 2014-04-30 | scheduled for April 2014
date 2014-04-30 | aim for April 2014
recurring P1Y | every January
multiple 2015-01-31 2016-01-31 | January 2015 and January 2016
ongoing | on-going review
ongoing | Ongoing monitoring
ongoing | ongoing programme of training
ongoing | ongoing training programme
ongoing | Continuous improvement
ongoing | continuous monitoring
unset | See above
recurring 2014-06-30 P6M | every six months from June 2014
recurring 2014-06-30 P6M | six monthly from June 2014
recurring 2014-06-30 P6M | first review June 2014, then 6 monthly
recurring P1Y | Annual (end of March)
recurring P1Y | annual – by end of financial year
recurring P1Y | annually (financial year end)
recurring 2014-06-02 P1W | weekly from 2 June 2014
recurring P1W | every Friday
recurring 2016-06-03 P1W | every Friday from 3 June 2016
recurring 2014-06-08 P2W | Fortnightly from w/c 2 June 2014
recurring P1D | daily
recurring P1D | every day
recurring 2016-03-31 P3Y | every 3 years – next due March 2016
date 2014-03-31 | Review date: March 2014
date 2014-03-31 | Next review due March 2014
recurring 2014-03-31 P1Y | Next review: March 2014, then annually
relative | within 24 hours of referral
date 2014-03-31 | by close of play 31 March 2014
ongoing | ongoing since April 2014
ongoing | Started Jan 2014 - ongoing
multiple 2014-03-31 2014-06-30 | March 2014\\nJune 2014
recurring 2016-06-30 P3M | June 2016 and\\nquarterly
multiple 2014-03-31 2014-06-30 | 1. March 2014\\n2. June 2014
"""

# Two honest readings, a missing year, or words that may change the meaning: read, and never certain.
DOUBTFUL = """
date 2017-08-31 | 2016/17
date 2020-08-31 | 2019-20 academic year
date | 1st March
date | Spring 1
date | Half Term
recurring P2M | bi-monthly
recurring P1Y | 2 annually
recurring P2W | 8 bi-weekly
recurring P2Y | biannually
date 2017-08-31 | 16/17
date 2025-12-31 | By 2025
date 2022-03-11 | 22-03-11
date 2013-06-03 | Tuesday 3 June 2013
date 2014-03-31 | Mar 14
date 2014-03-31 | March 14
date 2014-03-31 | 03/14
date 2014-03-31 | before March 2014
date 2014-03-31 | prior to 31 March 2014
date 2014-03-31 | before 31st March 2014
date 2014-03-15 | early March 2014
date 2014-03-20 | mid March 2014
date 2014-03-20 | mid-March 2014
date 2014-03-10 | beginning of March 2014
date 2014-03-10 | start of March 2014
ongoing | start March 2014
date 2014-04-30 | Early 2014
date 2014-08-31 | mid 2014
date 2014-12-31 | late 2014
date 2014-12-31 | 2014
date 2014-12-31 | by 2014
date 2014-12-31 | in 2014
date 2014-12-31 | during 2014
date 2016-12-31 | 2014-2016
date 2015-08-31 | 2014/2015
date 2015-08-31 | 2014-15
date 2015-08-31 | 2014/15
date 2015-08-31 | 14/15
date 2011-08-31 | 10/11
date 2012-08-31 | 2011-12
date 2015-08-31 | by end of 2014/15
date | end of the financial year
date | end of year
date | year end
date 2014-09-30 | Q2 2014
date | Quarter 2
date | Q3
date 2015-12-31 | Q3 2015/16 (Jan - Mar 2016)
date 2015-08-31 | academic year 2014/15
date 2015-08-31 | end of academic year 2014/15
date 2015-08-31 | school year 2014/15
date 2014-07-31 | Summer term 2014
date 2014-07-31 | Summer Term 2013/14
date 2014-07-31 | end of summer term 2014
date 2014-10-31 | Autumn half term 2014
date 2014-10-31 | October half term 2014
date 2014-10-31 | Autumn 1 2014
date | Autumn 2
date 2015-02-28 | Winter 2014
date 2015-02-28 | winter 2014/15
date 2014-08-31 | Spring/Summer 2014
multiple 2026-04-05 2026-07-31 | Easter/Summer Term 2026
date 2014-04-20 | Easter 2014
date 2014-12-25 | by Christmas 2014
date | Christmas
date 2015-08-31 | by the end of the school year 2014/15
date 2014-12-31 | end of year 2014
date 2015-08-31 | year end 2014/15
date | February half term
date | end of term
recurring P2Y | bi-annual
recurring P4M | every term
recurring P4M | each term
recurring P6W | half termly
recurring P1M | Twice a month
recurring P3M | monthly/quarterly
recurring P3M | monthly or quarterly
recurring P8W | every 6-8 weeks
recurring | Regularly
recurring 2015-06-30 P1Y | Annual report June 2015
recurring 2015-06-30 P1Y | Annual report to Cabinet - June 2015
recurring 2016-04-01 P3M | Quarterly from 1 April 2016
recurring 2016-04-01 P3M | Quarterly starting 1 April 2016
recurring 2016-06-30 P3M | quarterly June 2016
recurring 2014-09-30 P4M | Sept 2014 then termly
recurring 2014-03-31 P1Y | March 2014 / annually
multiple 2014-03-31 | March 2014; annually
recurring 2015-03-31 P1Y | Annual review, March 2015
recurring P1M | First Monday of every month
recurring 2015-03-31 P1M | monthly until March 2015
recurring 2016-03-31 P3M | quarterly to March 2016
multiple | March and September each year
multiple 2016-06-30 2016-12-31 | June 2016, December 2016 then annually
multiple | June and December
date 2016-06-30 | June 2016 and
recurring 2015-06-30 P3M | Quarterly monitoring report June 2015
recurring P1Y | Ongoing - reviewed annually
recurring P3M | Ongoing, quarterly
recurring P1M | ongoing monthly
recurring 2016-06-30 P3M | June 2016 quarterly and ongoing
recurring P3M | monthly then quarterly
recurring P3M | Initially monthly then quarterly
recurring P1W | daily/weekly
date 2016-03-31 | to March 2016
recurring P8W | every 6 to 8 weeks
multiple | Completed June 2016 and ongoing
ongoing | Starting April 2014
ongoing | To start April 2014
ongoing | Commencing September 2014
ongoing | Begin April 2014
ongoing 2015-03-31 | Ongoing until March 2015
date 2015-03-31 | until March 2015
ongoing 2015-03-31 | Ongoing to March 2015
date 2015-03-31 | up to March 2015
ongoing 2015-03-31 | Ongoing, review March 2015
ongoing 2015-03-31 | Ongoing - review in March 2015
ongoing 2015-03-31 | Ongoing (review date March 2015)
multiple 2015-03-31 | Ongoing. Review March 2015
ongoing | Immediate and ongoing
ongoing | Immediately and ongoing
ongoing | Immediate then ongoing
ongoing | Immediate/ongoing
ongoing | In progress
ongoing | underway
date 2015-03-31 | In progress - March 2015
date 2014-12-31 | throughout 2014
ongoing | throughout the year
ongoing 2015-08-31 | Ongoing throughout 2014/15
ongoing | Rolling programme
ongoing | Business as usual
date 2014-03-31 | complete by March 2014
date 2014-03-31 | Completed by March 2014
unreadable | Not completed
unreadable | Not yet complete
unreadable | Partially complete
unreadable | Partly completed
unreadable | almost complete
unreadable | 50% complete
date 2014-03-31 | Mostly completed March 2014
unreadable | Not achieved
multiple 2016-03-31 | Completed. Review March 2016
done | Completed, review March 2016
multiple 2015-03-31 | Completed March 2014, review March 2015
recurring P1Y | Completed and reviewed annually
recurring P1Y | Completed annually
date 2015-03-31 | complete policy review by March 2015
date 2015-03-31 | Published March 2015
date 2015-03-31 | Policy published March 2015
date 2014-04-30 | Implemented April 2014
date 2014-09-30 | Launched September 2014
ongoing | Started April 2014
date 2014-03-31 | Agreed March 2014
unset | TBC with partners
date 2014-03-31 | TBC March 2014
date 2014-03-31 | March 2014 (TBC)
date 2014-03-31 | March 2014 tbc
date 2014-03-31 | March 2014 - TBC
date 2014-03-31 | tbc - by March 2014
unset | ?
multiple | TBC/ongoing
unset | TBC by Board
recurring 2016-06-30 P3M | June 2016 quarterly then
relative | 3 months
relative | 6 months
relative | Two weeks before the inspection
relative | Next year
relative | by the 2027 Annual Council
multiple 2016-06-30 | June 2016\\nquarterly and ongoing
relative | next month
relative | Short term
relative | medium term
relative | Year 1
unreadable | Phase 2
unreadable | One-off
multiple 2014-03-31 | March 2014 or when budget allows
date 2014-03-31 | March 2014 subject to funding
date 2014-03-31 | March 2014 if funding allows
date 2014-03-31 | March 2014?
date 2014-03-31 | March 2014 (?)
date 2014-03-31 | approx March 2014
date 2014-03-31 | circa March 2014
date 2014-03-31 | around March 2014
date 2014-03-31 | March 2014 provisional
date 2014-03-31 | provisionally March 2014
relative | not before March 2014
date 2014-03-31 | Not March 2014
relative | after March 2014
relative | after 31 March 2014
multiple 2014-03-31 2014-09-30 | March/September 2014
multiple 2014-03-31 2014-04-30 | March & April 2014
multiple 2014-03-31 2014-04-30 | March and April 2014
date 2014-04-30 | March or April 2014
date 2014-06-30 | March 2014 or June 2014
date 2014-03-31 | by March 2014 or earlier
multiple 2014-06-03 2014-06-04 | 3/4 June 2014
multiple 2014-06-03 2014-06-04 | 3 & 4 June 2014
date 2014-06-30 | March 2015 – June 2014
multiple 2014-06-30 2015-12-31 | June 2014 and 2015
multiple 2014-06-30 2015-12-31 2016-12-31 | June 2014, 2015 and 2016
multiple 2014-03-31 | March 2014\\nOngoing
multiple 2016-06-30 | June 2016\\nquarterly
multiple 2016-06-30 2016-06-30 2016-06-30 2016-06-30 2016-10-31 2016-10-31 | \
June 2016 On-going  Oct 2016  October 2016 /June 2016  June 2016  June 2016 quarterly  On-going
multiple 2016-06-30 2016-10-31 | June 2016 quarterly, Oct 2016
date 2015-03-31 | Training delivered by March 2015
date 2015-03-31 | Policy reviewed March 2015
multiple 2014-06-30 | Start March 2014, complete June 2014
multiple 2014-03-31 2014-06-30 | March 2014 (revised to June 2014)
date 2014-06-30 | Revised date: June 2014
multiple 2014-03-31 2014-06-30 | March 2014 extended to June 2014
multiple 2014-03-31 2014-06-30 | Originally March 2014, now June 2014
date 2014-06-30 | Slipped to June 2014
date 2014-06-30 | Deferred until June 2014
date 2014-06-30 | 31 June 2014
date 2014-02-28 | 30 February 2014
date 2014-02-28 | 31/02/2014
date 2015-02-28 | 29/02/2015
date 2015-03-25 | 03/25/2015
date 2013-06-11 | w/c Wednesday 5 June 2013
date 2013-06-11 | w/c 5 June 2013
date 2012-07-31 | Spring/Summer Term 2012
date 2014-03-31 | March 2014 at 2pm
date 2014-03-31 | 5pm, March 2014
date 2014-03-03 | 3 March 2014 at 12am
date 2014-03-03 | 00:00 on 3 March 2014
date 2014-03-03 | 17.00 on 3 March 2014
date 2014-03-03 | Action 3 March 2014
relative | 12 months
multiple 2014-06-30 2014-09-30 | June 14 / Sept 14
date 2014-03-31 | by Mar 14
date | 31st March
date | end of March
date | by end of June
date | June
date | By June
date 2014-03-31 | TBC/March 2014
multiple 2014-03-31 2015-04-30 | March 2014 and April 2015 annually
date | May
date 2014-03-31 | may be March 2014
unreadable | Hello world
unreadable | Please see attached
date 2015-03-31 | Reviewed March 2015
multiple 2014-08-31 2014-11-30 | summer 2014 and autumn 2014
date 2014-11-30 | Autumn 14
date | Half term
date 2014-08-31 | Summer '14
date 2015-04-30 | spring term 15
date 2014-12-31 | Complete by end of Q3 2014/15
recurring 2014-09-30 P4M | Sept 2014 & termly thereafter
recurring P1M | Monthly (ongoing)
recurring P1M | Ongoing (monthly)
recurring P1Y | as part of annual review
recurring 2014-09-30 P1Y | Annual training programme - September 2014
multiple | Annually in September, from 2014
multiple | every September from 2014
multiple 2014-03-31 2014-09-30 | Phase 1 - March 2014, Phase 2 - Sept 2014
recurring 2014-09-01 P4M | By 1st September 2014 and then reviewed termly
date 2014-07-31 | july-14
date 2014-09-30 | July/Aug/Sept 2014
multiple 2014-07-31 2014-08-31 2014-09-30 | July, August & September 2014
date | w/c 7 July
recurring P4M | once each term
unreadable | bi-ennially
multiple | quarterly (April, July, October, January)
recurring P3M | quarterly in arrears
recurring P1M | monthly and ongoing
ongoing | commencing April 2014 and ongoing
ongoing | April 2014 start
recurring P1Y | Ongoing with annual review
recurring P3M | Ongoing with quarterly updates
recurring P1Y | Ongoing to be reviewed annually
ongoing 2015-04-30 | Ongoing - next review April 2015
recurring 2014-09-30 P4M | Ongoing from September 2014, reviewed termly
multiple | In place; reviewed annually
recurring P1Y | In place and reviewed annually
multiple | Completed April 2014 and ongoing
multiple 2015-04-30 | Completed April 2014. Annual review April 2015
multiple | Completed ahead of schedule
done | Completed by AB
date 2014-04-30 | Delivered April 2014
multiple | TBC following consultation
multiple | TBC after election
date 2015-12-31 | TBC in 2015
date 2015-03-31 | TBC (likely March 2015)
date 2015-03-31 | date TBC - expected March 2015
unreadable | no fixed date
unset | To be agreed with partners
unset | To be confirmed by DfE
date 2014-03-31 | Complete by end of March 2014
date 2014-03-31 | Complete before the end of March 2014
date 2014-03-31 | Complete no later than March 2014
date 2014-03-31 | Approved by end of March 2014
date 2014-03-31 | Done by 31/3/14
date 2013-09-20 | Mid-September 2013
date 2013-09-30 | Sept 13
recurring 2013-09-30 P6W | September 2013 and reviewed half-termly
date | End of autumn term
date 2013-12-31 | End of Autumn Term 2013
date 2014-07-31 | By the end of the summer term 2014
date | End of Spring term
date 2013-12-31 | Start of autumn term 2013
ongoing | January 2014 start
ongoing 2014-01-31 | Jan 14 - ongoing
ongoing | Commenced January 2014
ongoing | Commenced and ongoing
date 2014-03-31 | Underway – complete by March 2014
ongoing | To commence April 2014
ongoing | In place from April 2014
recurring P1Y | Already in place – review annually
multiple 2014-09-30 | Already in place. Review Sept 2014
multiple 2014-11-30 | Completed Nov 2013 - review Nov 2014
done | Completed and reviewed March 2014
multiple 2013-12-31 2014-03-31 | 31/12/13 (extended to 31/03/14)
multiple 2013-12-31 2014-03-31 | Original: 31/12/13 Revised: 31/03/14
date 2014-03-31 | Revised to March 2014
unreadable | Overdue
date 2013-03-31 | Overdue - March 2013
unreadable | Delayed
unreadable | On hold
unreadable | Cancelled
unreadable | No longer required
unreadable | Superseded
unreadable | N/K
multiple | LSCB Board - March & September
date 2014-03-31 | In time for March 2014 Board
recurring 2014-03-31 P1Y | Annual report - March 2014
recurring 2014-09-30 P1Y | Annual Report published September 2014
recurring 2014-11-30 P1Y | Annual conference Nov 2014
multiple | Monthly with immediate effect
multiple | Immediate and then monthly
multiple | Immediate then quarterly review
multiple | Immediate - within 1 month
multiple 2014-05-31 | Immediate (by end of May 2014)
multiple 2014-06-30 | Within 1 month (by 30 June 2014)
relative | 24 hours
relative | 6 weeks
date 2052-06-30 | 6/52
date | 3/12
relative | 3-6 months
relative | 6-12 months
relative | 12-18 months
relative | 0-3 months
relative | within 12-18 months
relative | 1 year
relative | 1-2 years
date 2017-12-31 | 2014-2017
date 2015-08-31 | 2014 - 15
ongoing 2014-08-31 | 2013/14 and ongoing
ongoing | 2013/14 onwards
date 2014-08-31 | During 2013/14
date 2014-08-31 | Throughout 2013-14
date 2014-08-31 | by 2013/14
date 2013-12-31 | Q3 2013
date 2014-06-30 | Q1 2014
date | Q2/Q3
date 2014-02-25 | Monday 25th February 2014
date | 24th Feb – 7th March
date 2014-02-28 | Feb half term 2014
date 2014-06-30 | June half term 2014
date 2013-11-30 | November half term 2013/14
date | Feb-Apr
date 2014-01-31 | Nov 13 - Jan 14
multiple 2013-11-30 2014-01-31 | Nov 13/Jan 14
date 2013-04-30 | April 2013 - present
ongoing 2013-04-30 | April 2013 / ongoing
multiple 2014-05-31 2014-06-30 | May & June 2014
multiple 2014-05-31 2014-06-30 | May, June 2014
multiple | June and November each year
date 2014-06-30 | 1st draft June 2014
date 2014-06-30 | 2nd draft June 2014
date | June 14th
date | 14 June
date | 14/6
unreadable | 140614
unreadable | 14062014
date | 14 June, 2pm
relative | March 2014 at earliest
relative | not before April 2014
relative | no earlier than April 2014
relative | April 2014 earliest
date 2014-04-30 | April 2014 or earlier if possible
date 2014-04-30 | April 2014 if not sooner
ongoing 2014-04-30 | April 2014 but ongoing
date 2014-04-30 | April 2014 except for training
date 2014-04-30 | April 2014 (subject to approval)
date 2014-04-30 | April 2014 pending approval
date 2014-04-30 | April 2014 dependent on staffing
date 2014-04-30 | April 2014 tbc
date 2014-04-30 | April 2014*
date 2014-04-30 | April 2014 **
date 2014-04-30 | April 2014!
date 2014-04-30 | <April 2014
date 2014-04-30 | April 2014 +
date 2014-04-30 | > April 2014
date 2014-04-30 | ~ April 2014
date 2014-04-30 | c. April 2014
date 2014-04-30 | c April 2014
date 2014-04-30 | Apr 2014 est.
date 2014-04-30 | est April 2014
date 2014-04-30 | expected April 2014
date 2014-04-30 | Anticipated completion April 2014
date 2014-04-30 | provisional date April 2014
date 2014-04-30 | draft date April 2014
date 2014-04-30 | April 2014 proposed
date 2014-04-30 | hopefully April 2014
multiple 2014-05-31 | Spring 2014 (by end of April)
date 2014-07-31 | Summer 2014 - July
date 2014-11-30 | Autumn 2014 (Oct)
date 2014-04-20 | Easter 2014 term
date 2014-04-20 | before Easter 2014
relative | after Easter 2014
date 2014-12-25 | by Xmas 2014
date 2015-01-31 | January 2015 (new year)
multiple | every Jan & July
multiple | every January and July
multiple | each January from 2015
multiple | annually in January from 2015
date 2015-03-31 | Jan/Feb/March 2015
multiple 2015-01-31 2015-02-28 2015-03-31 | January, February and March 2015
recurring P1Y | ongoing/annual
recurring P3M | ongoing / quarterly review
ongoing | ongoing through supervision
recurring P1Y | Rolling programme - annual
recurring | regular review
recurring | Regular monitoring
unreadable | As per training plan
unreadable | As per policy
unreadable | See action 2
unreadable | see 1.2
relative | linked to action 3
unreadable | as 1.1
unset | same as above
unreadable | with above
multiple 2014-06-30 | asap - by June 2014
ongoing | ASAP / ongoing
multiple 2014-06-30 | ASAP and by end June 2014 at latest
multiple | 6 monthly – June and December
multiple 2014-06-30 2014-12-31 | 6-monthly (June 2014, December 2014)
recurring 2014-06-30 P6M | 6 monthly review, first June 2014
multiple | biannual (April and October)
multiple | twice yearly (April & October)
recurring P1Y | annually at year end
recurring 2014-09-30 P4M | termly from September 2014
multiple | termly (Dec, April, July)
recurring P1W | Weekly (Mondays)
date | 24/7
recurring P4M | 3 times per term
recurring P4M | once a term
recurring P3M | up to 4 times a year
recurring 2016-12-31 P3Y | every 3 years (next due 2016)
multiple | 3 yearly, last done March 2013
relative | 3 year rolling programme
multiple | Annually (last completed March 2013)
date 2013-03-31 | Last reviewed March 2013
date 2013-03-31 | Last updated: March 2013
multiple 2013-03-31 2014-03-31 | Reviewed March 2013, next review March 2014
multiple 2014-03-31 2014-05-31 | Mar 2014 May 2014
recurring 2016-04-30 P3M | From April 2016 quarterly
relative | Within 3 months
relative | within 28 days
relative | in 6 months
relative | in the next 6 months
relative | over the next 12 months
relative | within the next six months
recurring 2014-04-30 P1Y | from 30 April 2014, annually
recurring 2014-04-30 P1M | starting 30 April 2014 then monthly
recurring 2014-04-30 P3M | Commencing April 2014 then quarterly
relative | Within one month
relative | Within 2 weeks
relative | within 5 working days
relative | Within 24 hours
multiple 2014-06-14 2014-07-14 | 14/06/2014 14/07/2014
relative | in 3 weeks
"""


def rows(table: str) -> list[tuple[str, str]]:
    split = (line.split(" | ", 1) for line in table.strip("\n").splitlines())
    return [(text.replace("\\n", "\n"), expected) for expected, text in split]


def reading(t: Timescale) -> dict[str, object]:
    """What a reading says, in the words of the corpus."""
    said: dict[str, object] = {"kind": t.kind}
    if t.due:
        said["due"] = t.due.isoformat()
    if t.every:
        said["every"] = t.every.iso()
    if t.dues:
        said["dues"] = [d.isoformat() for d in t.dues]
    return said


def summed(t: Timescale) -> str:
    parts = [
        t.kind,
        t.due.isoformat() if t.due else "",
        t.every.iso() if t.every else "",
        *(d.isoformat() for d in t.dues),
    ]
    return " ".join(part for part in parts if part)


# ---- phrases ---------------------------------------------------------------------------------------------------------

NAMES_ITS_CALENDAR_ONLY = {"Autumn Term 2011", "Spring 2012", "Summer 2011", "Spring 2011", "Summer 2012"}


@pytest.mark.parametrize(("text", "expected"), CORPUS, ids=[text for text, _ in CORPUS])
def test_real_phrases(text: str, expected: dict[str, object]) -> None:
    t = Timescale.read(text)
    wanted = {key: value for key, value in expected.items() if key != "ambiguous"}
    if expected.get("ambiguous"):
        assert reading(t) == wanted or not t.certain
    else:
        assert reading(t) == wanted
        assert t.certain or text in NAMES_ITS_CALENDAR_ONLY


@pytest.mark.parametrize("slip", ["Augus 2014", "Augut 2014", "Auguzt 2014", "Septmber 2014", "Novembre 2014"])
def test_a_slip_in_a_long_word_is_read_and_one_in_a_short_word_is_not(slip: str) -> None:
    month = next(name for name in ("August", "September", "November") if name.startswith(slip[:3]))
    assert Timescale.read(slip).due == Timescale.read(f"{month} 2014").due is not None
    # four letters are too few to tell what was meant, and two slips are too many
    assert Timescale.read("Augt 2014").left == "Augt"
    assert Timescale.read("Auxgst 2014").left == "Auxgst"


@pytest.mark.parametrize(("text", "expected"), rows(CLEAR), ids=[text for text, _ in rows(CLEAR)])
def test_clear_phrases(text: str, expected: str) -> None:
    t = Timescale.read(text)
    assert (summed(t), t.certain) == (expected, True)


@pytest.mark.parametrize(("text", "expected"), rows(DOUBTFUL), ids=[text for text, _ in rows(DOUBTFUL)])
def test_doubtful_phrases(text: str, expected: str) -> None:
    t = Timescale.read(text)
    assert (summed(t), t.certain) == (expected, False)
    assert "not certain" in t.words or t.kind == "unreadable"


@pytest.mark.parametrize(
    ("text", "due", "other"),
    [
        ("By 2018", "2018-12-31", "2017-12-31"),
        ("By 2025", "2025-12-31", "2024-12-31"),
        ("22-03-11", "2022-03-11", "2011-03-22"),
        ("Q2 2014", "2014-09-30", "2014-06-30"),
        ("before 31 March 2014", "2014-03-31", "2014-03-30"),
        ("March or April 2014", "2014-04-30", "2014-03-31"),
        ("w/c 5 June 2013", "2013-06-11", "2013-06-09"),
    ],
)
def test_both_readings_are_kept_and_named(text: str, due: str, other: str) -> None:
    t = Timescale.read(text)
    assert t.due == date.fromisoformat(due)
    assert [r.due for r in t.readings] == [date.fromisoformat(other), t.due]
    assert all(r.certain and not r.readings and r.words in t.words for r in t.readings)
    assert day_words(t.due) in t.words


@pytest.mark.parametrize(
    ("text", "due", "words"),
    [
        ("1st March", "2015-03-01", "2 May 2014 (agreed)"),
        ("June 3", "2014-06-03", "2 May 2014 (agreed)"),
        ("May", "2014-05-31", "2 May 2014 (agreed)"),
        ("Nov - Feb", "2015-02-28", "2 May 2014 (agreed)"),
        ("29 February", "2016-02-29", "2 May 2014 (agreed)"),
        ("Half Term", "2014-05-31", "summer 1"),
        ("Spring 1", "2015-02-28", "spring 1"),
        ("Q3", "2014-12-31", "2 May 2014 (agreed)"),
        ("end of year", "2015-03-31", "by 31 December 2014"),
    ],
)
def test_a_missing_year_is_taken_from_the_day_and_said(text: str, due: str, words: str) -> None:
    t = Timescale.read(text, date(2014, 5, 2))
    assert (t.due, t.certain) == (date.fromisoformat(due), False)
    assert words in t.words


# from which day on, by which day, and why it is not certain: each judged by hand
IN_WORDS = [row.split("\t") for row in (DATA.parent / "readings.tsv").read_text().splitlines()[1:]]


@pytest.mark.parametrize(("text", "begins", "words"), IN_WORDS, ids=[text for text, *_ in IN_WORDS])
def test_a_reading_says_its_days_and_its_doubt(text: str, begins: str, words: str) -> None:
    t = Timescale.read(text)
    assert (str(t.begins), t.words) == (begins, words)


def test_months_that_may_be_one_stretch_begin_with_the_first() -> None:
    listed, stretch = Timescale.read("May, June and July 2014").readings
    assert [part.begins for part in listed.parts] == [date(2014, month, 1) for month in (5, 6, 7)]
    assert (stretch.begins, stretch.due) == (date(2014, 5, 1), date(2014, 7, 31))


def test_from_name_is_the_day_that_is_named() -> None:
    assert "(as_at)" in Timescale.read("1st March", date(2014, 5, 2), "as_at").words


def test_no_year_and_no_day_is_no_date() -> None:
    t = Timescale.read("1st March")
    assert (t.kind, t.due, t.certain) == ("date", None, False)


@pytest.mark.parametrize(
    ("text", "begins", "due"),
    [
        ("June 2016 On-going", "2016-06-01", "2016-06-30"),
        ("From 27.1.15", "2015-01-27", None),
        ("From Spring Term 2012", "2012-01-01", None),
        ("Ongoing", None, None),
        ("31 March 2016 and ongoing", "2016-03-31", "2016-03-31"),
    ],
)
def test_ongoing_names_its_period(text: str, begins: str | None, due: str | None) -> None:
    t = Timescale.read(text)
    assert t.kind == "ongoing"
    assert (t.begins and t.begins.isoformat(), t.due and t.due.isoformat()) == (begins, due)


@pytest.mark.parametrize(
    ("text", "done", "words"),
    [
        ("Achieved September 2013", date(2013, 9, 30), "done in September 2013"),
        ("Presented and approved by CMT on 19/10/2015", date(2015, 10, 19), "done on 19 October 2015"),
        ("Online survey completed May 2012 (Summer Term)", date(2012, 5, 31), "done in May 2012"),
        ("Complete", None, "done"),
    ],
)
def test_done_keeps_its_day(text: str, done: date | None, words: str) -> None:
    t = Timescale.read(text)
    assert (t.kind, t.done, t.words) == ("done", done, words)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Review following CEB comments", "CEB comments"),
        ("Within six months of new Council", "new Council"),
        ("within 3 months of agreement", "agreement"),
        ("Once the policy is agreed", "the policy is agreed"),
    ],
)
def test_relative_keeps_its_event(text: str, event: str) -> None:
    t = Timescale.read(text, date(2014, 5, 2))
    assert (t.kind, t.event, t.due) == ("relative", event, None)
    assert event in t.words


def test_with_more_than_eight_words_that_are_not_understood_a_text_is_prose() -> None:
    assert [Timescale.read("March 2014" + " zebra" * count).kind for count in (8, 9)] == ["date", "unreadable"]


def test_what_was_not_understood_is_kept() -> None:
    assert Timescale.read("March 2014 if funding allows").left == "if funding allows"


def test_a_cell_of_several_kinds_has_a_part_for_each() -> None:
    """The timescale cell of Learning Point 1, as it stands in the source."""
    t = Timescale.read(
        "June 2016 On-going\nOct 2016\nOctober 2016 /June 2016\nJune 2016\nJune 2016 quarterly\nOn-going"
    )
    assert [p.kind for p in t.parts] == ["ongoing", "date", "date", "date", "date", "recurring", "ongoing"]
    assert t.dues == (*[date(2016, 6, 30)] * 4, *[date(2016, 10, 31)] * 2)
    flat = Timescale.read(
        "June 2016 On-going  Oct 2016  October 2016 /June 2016  June 2016  June 2016 quarterly  On-going"
    )
    assert (flat.certain, flat.dues) == (False, t.dues)


# ---- lists, spelled-out timescales, conventions ----------------------------------------------------------------------


def test_a_block_list_is_one_part_a_phrase() -> None:
    t = Timescale.read_all(["October 2016", "TBC", "June 2016"])
    assert (t.kind, [p.text for p in t.parts]) == ("multiple", ["October 2016", "TBC", "June 2016"])
    assert (t.dues, t.certain) == ((date(2016, 6, 30), date(2016, 10, 31)), True)
    assert Timescale.read_all(["June 2016"]) == Timescale.read("June 2016")
    assert Timescale.read_all(["June 2016", "By 2018"]).certain is False
    assert Timescale.read_all([]).kind == "unset"


def test_spelled_out_is_certain_and_to_the_day() -> None:
    t = Timescale.spelled("Review following CEB comments", date(2016, 10, 31), Period(12))
    assert (t.kind, t.due, t.certain, t.month_end) == ("recurring", date(2016, 10, 31), True, False)
    assert t.words == "by 31 October 2016, then every year"
    assert Timescale.spelled("after the audit", date(2016, 10, 31), None).kind == "date"
    assert Timescale.spelled("June 2016", None, None) == Timescale.read("June 2016")


def test_spelled_out_keeps_the_month_end_its_words_read_to() -> None:
    kept = Timescale.spelled("February 2024 then monthly", date(2024, 2, 29), Period(1))
    moved = Timescale.spelled("28 February 2023 then monthly", date(2023, 2, 28), Period(1))
    assert (kept.cycle(1), moved.cycle(1)) == (date(2024, 3, 31), date(2023, 3, 28))


def test_a_council_may_name_its_own_terms() -> None:
    own = Conventions.from_mapping(
        {"name": "Westmere 2024", "autumn_term": "2 September to 20 December", "winter": "1 November to 28 February"}
    )
    assert (own.name, Conventions.from_mapping({}).name) == ("Westmere 2024", "the council's own")
    t = Timescale.read("Autumn Term 2011", conventions=own)
    assert (t.due, t.begins, t.certain, t.month_end) == (date(2011, 12, 20), date(2011, 9, 2), True, False)
    assert Timescale.read("Spring Term 2012", conventions=own).certain is False
    assert own.span("winter", 2023)[1] == date(2024, 2, 29)
    # the last of February may be written as either
    leap = Conventions.from_mapping({"winter": "1 November to 29 February"})
    assert [leap.span("winter", year)[1] for year in (2022, 2023)] == [date(2023, 2, 28), date(2024, 2, 29)]
    assert Timescale.read("Autumn Term 2011", conventions=STANDARD).due == date(2011, 12, 31)


def test_halves_make_their_terms_and_seasons_follow_one_another() -> None:
    one_day = timedelta(1)
    first_days = {"autumn": date(2025, 9, 1), "spring": date(2025, 1, 1), "summer": date(2025, 4, 1)}
    last_days = {"autumn": date(2025, 12, 31), "spring": date(2025, 4, 30), "summer": date(2025, 7, 31)}
    for term in first_days:
        whole, first, second = (STANDARD.span(f"{term}_{part}", 2025) for part in ("term", "1", "2"))
        assert whole == (first_days[term], last_days[term]) == (first[0], second[1])
        assert first[0] < second[0] <= first[1] + one_day and first[1] < second[1]
    seasons = [STANDARD.span(season, 2025) for season in ("spring", "summer", "autumn", "winter")]
    assert [begins for begins, _ in seasons] == [date(2025, month, 1) for month in (3, 6, 9, 12)]
    seasons.append(STANDARD.span("spring", 2026))
    assert all(before[1] + one_day == after[0] for before, after in itertools.pairwise(seasons))
    for name, begins in (("financial_year", date(2025, 4, 1)), ("academic_year", date(2025, 9, 1))):
        assert STANDARD.span(name, 2025) == (begins, begins.replace(year=2026) - one_day)
    # from one annual meeting of the council, in May, to the next
    assert STANDARD.span("municipal_year", 2025) == (date(2025, 5, 1), date(2026, 5, 31))


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ({"autum_term": "1 September to 31 December"}, "write one of"),
        ({"autumn_term": "September"}, "write autumn_term: 1 September to 31 December"),
        ({"autumn_term": "1 Septembre to 31 December"}, "write autumn_term"),
        ({"autumn_term": "1 September to 31 November"}, "November has no day 31"),
        ({"winter": "1 December to 30 February"}, "February has no day 30"),
    ],
)
def test_a_wrong_convention_says_what_to_type(mapping: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Conventions.from_mapping(mapping)


# ---- periods and cycles ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("iso", "period", "words"),
    [
        ("P1Y", Period(12), "every year"),
        ("P2Y", Period(24), "every 2 years"),
        ("P18M", Period(18), "every 18 months"),
        ("P6M", Period(6), "every 6 months"),
        ("P1M", Period(1), "every month"),
        ("P1W", Period(days=7), "every week"),
        ("P8W", Period(days=56), "every 8 weeks"),
        ("P1D", Period(days=1), "every day"),
        ("P2M3D", Period(2, 3), "every 2 months and 3 days"),
    ],
)
def test_periods(iso: str, period: Period, words: str) -> None:
    assert (period.iso(), period.words(), Period.parse(iso)) == (iso, words, period)
    assert Timescale.read(words).every == period


@pytest.mark.parametrize("iso", ["", "P", "P0M", "PT1H", "1Y", "P1", "P-1M", "P1.5Y", "P1M1Y", "P123456M"])
def test_what_is_no_period(iso: str) -> None:
    assert Period.parse(iso) is None


@pytest.mark.parametrize("text", ["2014-3-1", "2014-02-30", "20140301", "2014-03-01 ", "٢٠١٤-٠٣-٠١", ""])
def test_what_is_no_day(text: str) -> None:
    assert parse_day(text) is None


def test_a_day() -> None:
    assert parse_day("2014-03-31") == date(2014, 3, 31)
    assert day_words(date(2014, 3, 31)) == "31 March 2014"


@pytest.mark.parametrize(
    ("text", "cycles"),
    [
        ("June 2016 quarterly", ["2016-06-30", "2016-09-30", "2016-12-31", "2017-03-31"]),
        ("31 January 2015 then monthly", ["2015-01-31", "2015-02-28", "2015-03-31", "2015-04-30"]),
        ("30 January 2015 then monthly", ["2015-01-30", "2015-02-28", "2015-03-30", "2015-04-30"]),
        ("29 February 2016 then annually", ["2016-02-29", "2017-02-28", "2018-02-28", "2019-02-28", "2020-02-29"]),
        ("February 2015 then annually", ["2015-02-28", "2016-02-29", "2017-02-28"]),
        ("June 2016, 8 weekly", ["2016-06-30", "2016-08-25", "2016-10-20"]),
        ("w/c 3 June 2013, fortnightly", ["2013-06-09", "2013-06-23"]),
    ],
)
def test_cycles(text: str, cycles: list[str]) -> None:
    t = Timescale.read(text)
    assert [t.cycle(n) for n in range(len(cycles))] == [date.fromisoformat(d) for d in cycles]


def test_cycles_end_with_the_calendar() -> None:
    t = Timescale.read("31/12/9999 annually")
    assert (t.cycle(0), t.cycle(1)) == (date(9999, 12, 31), None)
    assert Timescale.read("annually").cycle(0) is None
    assert Timescale.read("June 2016").cycle(0) is None


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(1, 60), st.integers(0, 300), st.booleans())
def test_cycles_never_drift(anchor: date, months: int, n: int, month_end: bool) -> None:
    reached = add_period(anchor, Period(months), n, month_end)
    assert reached.year * 12 + reached.month == anchor.year * 12 + anchor.month + months * n
    last = monthrange(reached.year, reached.month)[1]
    assert reached.day == (last if month_end else min(anchor.day, last))
    assert add_period(anchor, Period(days=months), n, month_end) == anchor + timedelta(days=months * n)


# ---- laws ------------------------------------------------------------------------------------------------------------

PIECES = [
    *[
        "March",
        "April",
        "Sept.",
        "Dec",
        "june",
        "2014",
        "2015",
        "'14",
        "14",
        "15",
        "07",
        "2014/15",
        "31",
        "1st",
        "3rd",
        "12",
        "31/03/2014",
        "9.2.15",
        "2014-03-31",
        "Q2",
        "spring",
        "autumn",
        "term",
        "half",
        "Easter",
    ],
    *[
        "by",
        "from",
        "until",
        "before",
        "after",
        "early",
        "mid",
        "late",
        "to",
        "or",
        "and",
        "then",
        "thereafter",
        "-",
        "–",
        "/",
        ",",
        ";",
        ".",
        "(",
        ")",
        "&",
        "?",
        "the",
        "of",
        "in",
    ],
    *[
        "annually",
        "quarterly",
        "monthly",
        "6",
        "weekly",
        "every",
        "each",
        "twice",
        "a",
        "year",
        "months",
        "ongoing",
        "on-going",
        "completed",
        "complete",
        "done",
        "TBC",
        "immediate",
    ],
    *[
        "review",
        "reviewed",
        "policy",
        "Cabinet",
        "CEB",
        "report",
        "to",
        "be",
        "within",
        "following",
        "approval",
        "next",
        "meeting",
        "w/c",
        "Monday",
        "not",
        "if",
        "funding",
        "week",
        "year",
        "end",
        "financial",
    ],
    "end of",
    "no later than",
    "academic year",
    "each year",
    "half term",
    "year end",
    "in place",
]
SOUP = st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)
PHRASES = [text for text, _ in CORPUS] + [text for table in (CLEAR, DOUBTFUL) for text, _ in rows(table)]
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(st.one_of(st.text(max_size=300), SOUP), st.one_of(st.none(), st.dates()))
@settings(max_examples=400, deadline=None)
def test_any_text_has_one_reading(text: str, day: date | None) -> None:
    t = Timescale.read(text, day)
    assert t.text == text
    assert t.words
    assert list(t.dues) == sorted(t.dues)
    assert t.certain or not any(r.readings for r in t.readings)
    assert t.kind == "multiple" or not t.parts
    assert len(t.readings) != 1
    assert not (t.certain and (t.readings or t.left))


@given(SOUP, st.one_of(st.none(), DAYS))
@settings(max_examples=300, deadline=None)
def test_the_same_text_has_the_same_reading(text: str, day: date | None) -> None:
    assert Timescale.read(" " + text, day).words == Timescale.read(text + " ", day).words


def test_a_later_day_never_makes_it_due_earlier() -> None:
    reached: Counter[str] = Counter()
    yearless = [text for text in PHRASES if reads_by_the_day(text)]

    @given(st.one_of(SOUP, st.sampled_from(PHRASES), st.sampled_from(yearless)), DAYS, DAYS)
    @settings(max_examples=600, deadline=None)
    def law(text: str, one: date, other: date) -> None:
        early, late = sorted((one, other))
        first, second = Timescale.read(text, early), Timescale.read(text, late)
        assert first.kind == second.kind
        if first.due:
            assert second.due and first.due <= second.due
        assert all(a <= b for a, b in zip(first.dues, second.dues, strict=True))
        reached["tried"] += 1
        reached["later"] += first.due != second.due or first.dues != second.dues

    law()
    assert reached["later"] >= reached["tried"] / 20, reached


def reads_by_the_day(text: str) -> bool:
    """Whether the day from which a missing year is taken changes what is due."""
    return Timescale.read(text, date(2014, 5, 2)).dues != Timescale.read(text, date(2016, 5, 2)).dues or (
        Timescale.read(text, date(2014, 5, 2)).due != Timescale.read(text, date(2016, 5, 2)).due
    )


def same_again(t: Timescale) -> None:
    again = Timescale.read(t.words)
    assert (summed(again), again.certain, again.month_end) == (
        summed(t),
        True,
        t.month_end if t.kind == "recurring" else again.month_end,
    )


def test_the_words_of_every_phrase_read_the_same() -> None:
    for text in PHRASES:
        t = Timescale.read(text)
        if t.certain and t.kind in ("date", "recurring", "ongoing", "multiple"):
            same_again(t)
        for r in t.readings:
            if r.kind in ("date", "recurring", "ongoing") and (r.due or r.kind != "date"):
                same_again(r)


def test_the_words_of_a_certain_reading_read_the_same() -> None:
    reached: Counter[str] = Counter()
    joined = st.tuples(
        st.sampled_from(CLEAR_PHRASES),
        st.sampled_from([" and ", "; ", "\n", ", ", " then ", " - ", " "]),
        st.one_of(st.sampled_from(CLEAR_PHRASES), st.sampled_from(sorted(OFTEN))),
    ).map("".join)

    slipped = slips().map(lambda both: both[1])

    @given(st.one_of(SOUP, joined, slipped), st.one_of(st.none(), DAYS))
    @settings(max_examples=800, deadline=None)
    def law(text: str, day: date | None) -> None:
        t = Timescale.read(text, day)
        reached["tried"] += 1
        if t.certain and t.kind in ("date", "recurring", "ongoing", "multiple"):
            same_again(t)
            reached[t.kind] += 1

    law()
    assert sum(reached.values()) - reached["tried"] >= reached["tried"] / 20, reached
    assert all(reached[kind] for kind in ("date", "recurring", "ongoing", "multiple")), reached


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
LONG_AGO = [
    "",
    "by ",
    "By ",
    "by end of ",
    "end of ",
    "End ",
    "no later than ",
    "in ",
    "during ",
    "to be completed by ",
    "Target: ",
]
THEN = [" then ", ", ", " and ", " and then ", " - ", " – ", " (", "; then ", " the ", " & ", ", then ", " "]
OFTEN = {
    "annually": "P1Y",
    "every year": "P1Y",
    "yearly": "P1Y",
    "each year": "P1Y",
    "quarterly": "P3M",
    "every 3 months": "P3M",
    "monthly": "P1M",
    "6 monthly": "P6M",
    "six-monthly": "P6M",
    "every six months": "P6M",
    "twice a year": "P6M",
    "every two years": "P2Y",
    "8 weekly": "P8W",
    "fortnightly": "P2W",
    "every 6 weeks": "P6W",
    "weekly": "P1W",
    "biennially": "P2Y",
}
MONTH_SPELLINGS = st.integers(1, 12).flatmap(
    lambda m: st.tuples(
        st.just(m),
        st.sampled_from(
            [
                MONTHS[m - 1],
                MONTHS[m - 1][:3],
                MONTHS[m - 1].upper(),
                MONTHS[m - 1].lower(),
                *(["Sept", "Sept."] if m == 9 else []),
            ]
        ),
    )
)


@st.composite
def month_phrases(draw: st.DrawFn) -> tuple[str, date]:
    month, spelling = draw(MONTH_SPELLINGS)
    year = draw(st.integers(1990, 2060))
    text = (
        draw(st.sampled_from(LONG_AGO))
        + spelling
        + draw(st.sampled_from([" ", "", ", ", "  ", "-", "/", " of "]))
        + f"{year:04d}"
    )
    return text + draw(st.sampled_from(["", ".", " "])), date(year, month, monthrange(year, month)[1])


@st.composite
def day_phrases(draw: st.DrawFn) -> tuple[str, date]:
    d = draw(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
    month = MONTHS[d.month - 1]
    ending = "th" if 11 <= d.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(d.day % 10, "th")
    weekday = f"{d:%A}"
    written = [
        f"{d.day} {month} {d.year}",
        f"{d.day}{ending} {month} {d.year}",
        f"{d.day}{ending} of {month}, {d.year}",
        f"{d.day}-{month[:3]}-{d.year}",
        f"{d.day}/{d.month}/{d.year}",
        f"{d.day:02d}.{d.month:02d}.{d.year}",
        f"{d.isoformat()}",
        f"{month} {d.day}{ending} {d.year}",
        f"{weekday} {d.day} {month} {d.year}",
        f"{weekday[:3]} {d.day}{ending} {month} {d.year}",
        f"{d.day}{month}{d.year}",
        f"{month} {d.day}, {d.year}",
        f"{d.day}<sup>{ending}</sup> {month} {d.year}",
    ]
    if d.year < 2060 and d.year >= 2000:
        written += [
            f"{d.day}/{d.month}/{d.year % 100:02d}",
            f"{d.day}.{d.month}.{d.year % 100:02d}",
            f"{d.day} {month} {d.year % 100:02d}",
        ]
    return draw(st.sampled_from(["", "by ", "By ", "no later than ", "on ", "Deadline: "])) + draw(
        st.sampled_from(written)
    ), d


@given(month_phrases())
@settings(max_examples=300, deadline=None)
def test_a_month_is_due_on_its_last_day(phrase: tuple[str, date]) -> None:
    text, due = phrase
    t = Timescale.read(text)
    assert (t.kind, t.due, t.begins, t.certain, t.month_end) == ("date", due, due.replace(day=1), True, True)


@given(day_phrases())
@settings(max_examples=300, deadline=None)
def test_a_day_is_due_on_that_day(phrase: tuple[str, date]) -> None:
    text, due = phrase
    t = Timescale.read(text)
    assert (t.kind, t.due, t.begins, t.certain, t.month_end) == ("date", due, due, True, False)


def test_a_date_and_an_interval_recur_from_it() -> None:
    reached: Counter[str] = Counter()

    @given(
        st.one_of(month_phrases(), day_phrases()),
        st.one_of(st.sampled_from(THEN), st.just("; then ")),
        st.sampled_from(sorted(OFTEN)),
    )
    @settings(max_examples=300, deadline=None)
    def law(phrase: tuple[str, date], then: str, often: str) -> None:
        text, due = phrase
        t = Timescale.read(text.strip(" .") + then + often + (")" if "(" in then else ""))
        reached["tried"] += 1
        if then == "; then ":
            assert not t.certain
            reached["doubted"] += 1
        elif t.certain:
            assert (t.kind, t.due, t.every and t.every.iso()) == ("recurring", due, OFTEN[often])
            reached["recurring"] += 1
        else:
            # the number before an interval may belong to it, that before the year's end may not: "31 March 14 monthly"
            assert often[0].isdigit() or often.endswith(("kly", "thly", "yearly"))

    law()
    assert min(reached["doubted"], reached["recurring"]) >= reached["tried"] / 20, reached


@st.composite
def months_in_a_row(draw: st.DrawFn) -> list[tuple[str, date]]:
    first = draw(st.dates(date(1990, 1, 1), date(2059, 1, 1)))
    dues = [add_period(first, Period(1), n, True) for n in range(draw(st.integers(2, 3)))]
    return [(f"{MONTHS[due.month - 1]} {due.year}", due) for due in dues]


def test_a_list_of_dates_has_each_of_them() -> None:
    reached: Counter[str] = Counter()

    @given(
        st.one_of(months_in_a_row(), st.lists(month_phrases(), min_size=2, max_size=5), months_in_a_row()),
        st.sampled_from([" and ", ", ", "; ", "\n"]),
    )
    @settings(max_examples=200, deadline=None)
    def law(phrases: list[tuple[str, date]], between: str) -> None:
        t = Timescale.read(between.join(text.strip(" .") for text, _ in phrases))
        dues = tuple(sorted(due for _, due in phrases))
        reached["tried"] += 1
        if t.certain:
            assert (t.kind, t.dues) == ("multiple", dues)
            reached["each"] += 1
        else:
            assert t.readings  # months that follow one another may be one stretch of time
            reached["a stretch"] += 1

    law()
    assert min(reached["each"], reached["a stretch"]) >= reached["tried"] / 20, reached


CLEAR_PHRASES = [text for text, expected in CORPUS if not expected.get("ambiguous")] + [text for text, _ in rows(CLEAR)]


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A clear phrase and the same with a slip of the hand in it: case, spaces, dashes, a letter lost, doubled or
    exchanged.
    """
    text = draw(st.sampled_from(CLEAR_PHRASES))
    kind = draw(st.sampled_from(["upper", "lower", "spaces", "nbsp", "dash", "stop", "lose", "double", "swap"]))
    letters = [
        i for i, c in enumerate(text) if c.isalpha() and c.isascii() and (i + 1 < len(text) and text[i + 1].isalpha())
    ]
    i = draw(st.sampled_from(letters)) if letters else 0
    slipped = {
        "upper": text.upper(),
        "lower": text.lower(),
        "spaces": "  " + text.replace(" ", "  ") + " ",
        "nbsp": text.replace(" ", "\u00a0"),
        "dash": text.replace("-", "–").replace(" – ", " — "),
        "stop": text + ".",
        "lose": text[:i] + text[i + 1 :] if letters else text,
        "double": text[:i] + text[i : i + 1] + text[i:],
        "swap": text[:i] + text[i : i + 2][::-1] + text[i + 2 :] if letters else text,
    }
    return text, slipped[kind]


@given(slips())
@settings(max_examples=1500, deadline=None)
def test_a_slip_is_read_the_same_or_doubted(phrase: tuple[str, str]) -> None:
    text, slipped = phrase
    t = Timescale.read(slipped)
    assert not t.certain or summed(t) == summed(Timescale.read(text))


DOUBTS = [
    "if funding allows",
    "subject to funding",
    "unless delayed",
    "provisionally",
    "or later",
    "?",
    "not before",
    "depending on budget",
    "or sooner",
    "maybe",
    "approximately",
    "at the earliest",
    "if possible",
    "to be revised",
    "cancelled",
    "slipped",
    "except August",
    "or when budget allows",
]


@pytest.mark.parametrize("doubt", DOUBTS)
@pytest.mark.parametrize("before", [True, False])
def test_words_that_change_the_meaning_cost_the_certainty(doubt: str, before: bool) -> None:
    dated = [
        text for text in CLEAR_PHRASES if Timescale.read(text).kind in ("date", "recurring", "ongoing", "multiple")
    ]
    kept = [text for text in dated if Timescale.read(f"{doubt} {text}" if before else f"{text} {doubt}").certain]
    assert kept == []


@pytest.mark.parametrize(
    "text",
    [
        "1/" * 5000,
        "march " * 1666,
        "a" * 10_000,
        "1 " * 5000,
        "every " * 1666,
        "(" * 10_000,
        "june 2016, " * 900,
        "end of " * 1400,
        "3 and " * 1600,
        "<a " * 3333,
        "1,2,3,4,5,6,7,8,9,10,11,12," * 370,
        "on-" * 3333,
        "june 2016 quarterly; " * 470,
        "2014/15 " * 1250,
        "e.g. " * 2000,
        "\n" * 10_000,
        "after 3 june and " * 588,
        "w." * 5000,
        "june or " * 1250,
        "x" * 10_001,
    ],
    ids=lambda text: text[:12],
)
def test_a_long_text_is_read_in_time_linear_in_its_words(text: str) -> None:
    """Counted in calls, not in seconds: twice the words may cost twice the calls, and a little."""
    half, whole = calls_to_read(text[:1500]), calls_to_read(text[:3000])
    assert whole < 2.6 * half + 2000


def calls_to_read(text: str) -> int:
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        Timescale.read(text, date(2014, 5, 2))
    finally:
        sys.setprofile(None)
    return count


def test_a_list_of_five_thousand_dates_has_five_thousand_dues() -> None:
    lines = [f"{1 + n % 28}/{1 + n % 12}/{2000 + n % 60}" for n in range(5000)]
    t = Timescale.read_all(lines)
    assert (len(t.parts), len(t.dues), t.certain) == (5000, 5000, True)
    assert list(t.dues) == sorted(t.dues)
    assert Timescale.read("-" * 16_000).kind == "unreadable"


# ---- doubts that are named are known to the judgement
# ------------------------------------------------------------------

# Fifty phrases of each kind, judged by hand on a plan agreed on 2 May 2024: what is read, and whether it is certain,
# has
# several days (its readings), or is open.
DOUBTS_BY_KIND = [row.split("\t") for row in (DATA.parent / "doubts.tsv").read_text().splitlines()[1:]]
AGREED = date(2024, 5, 2)


def flagged(t: Timescale) -> str:
    if t.certain or t.open:
        return "certain" if t.certain else "open"
    return " ".join(["readings", *sorted({str(r.due) for r in t.readings if r.due})]) if t.readings else "not certain"


@pytest.mark.parametrize("kind", sorted({row[0] for row in DOUBTS_BY_KIND}))
def test_each_kind_of_doubt_is_read(kind: str) -> None:
    rows_of_kind = [row[1:] for row in DOUBTS_BY_KIND if row[0] == kind]
    read = [(text, Timescale.read(text, AGREED)) for _, _, text in rows_of_kind]
    assert len(rows_of_kind) >= 48
    assert [[summed(t), flagged(t), text] for text, t in read] == rows_of_kind


def timing(t: Timescale, day: date) -> str:
    """What an action with this timescale and nothing recorded is on a day."""
    action = Action("1", "A", timescale=t)
    recommendation = Recommendation("1", "R", actions=(action,))
    return judge(
        Plan("s11-plan/1", "P", "O", "other", recommendations=(recommendation,)), recommendation, action, Vantage(day)
    ).timing


def last_days(t: Timescale) -> list[date]:
    """The first day that each reading of a date or of several dates asks for."""
    return [min(d for d in (r.due, *r.dues) if d) for r in t.readings or (t,) if r.due or r.dues]


OPENERS = [
    "not before {}",
    "Not before {}",
    "after {}",
    "After {}",
    "since {}",
    "Since {}",
    "subject to {}",
    "if {}",
    "starting {}",
    "commencing {}",
    "began {}",
    "went live {}",
    "no earlier than {}",
    "pending {}",
    "not until {}",
    "{} at the earliest",
    "{} or later",
    "{} subject to funding",
    "{} if funds allow",
    "subject to funding, {}",
    "{} or when budget allows",
    "{}, dependent on staffing",
]
OWN_CLEAR = [text for _, _, flag, text in DOUBTS_BY_KIND if flag == "certain"]
MUTATED = CLEAR_PHRASES + OWN_CLEAR
LONG_AFTER = (date(2031, 1, 15), date(2070, 6, 1))


@pytest.mark.parametrize("opener", OPENERS)
def test_no_phrase_with_an_opener_is_ever_firmly_late(opener: str) -> None:
    late = [
        text
        for phrase in MUTATED
        for text in [opener.format(phrase)]
        if any(timing(Timescale.read(text, AGREED), day) == "late" for day in LONG_AFTER)
    ]
    assert late == []


def is_range(text: str) -> bool:
    """From one day to another: the last day of it is a deadline, whatever stands before the first."""
    t = Timescale.read(f"from {text}", AGREED)
    return t.kind == "date" and t.begins is not None and t.begins != t.due


def test_from_names_a_start_unless_an_end_is_named_too() -> None:
    late = [
        text
        for text in MUTATED
        if not is_range(text)
        and any(timing(Timescale.read(f"from {text}", AGREED), day) == "late" for day in LONG_AFTER)
    ]
    assert late == []


@pytest.mark.parametrize(
    ("opener", "lapse"),
    [
        ("3 months after {}", Period(3)),
        ("within 6 weeks of {}", Period(days=42)),
        ("no later than 2 years after {}", Period(24)),
    ],
)
def test_a_stretch_from_a_date_is_late_only_when_it_is_over(opener: str, lapse: Period) -> None:
    counted = 0
    for phrase in MUTATED:
        plain, t = Timescale.read(phrase, AGREED), Timescale.read(opener.format(phrase), AGREED)
        if plain.kind == "date" and plain.due and t.certain:
            counted += 1
            assert t.due in (add_period(plain.due, lapse, 1, False), add_period(plain.due, lapse, 1, plain.month_end))
            assert timing(t, t.due) != "late" and timing(t, t.due + timedelta(1)) == "late"
        elif plain.kind not in ("date", "done"):
            assert all(timing(t, day) != "late" for day in LONG_AFTER), opener.format(phrase)
    assert counted > 200


@st.composite
def asked_of(draw: st.DrawFn) -> tuple[Timescale, date]:
    """A reading and a day: as often as not with nothing before its words, and near one of its days."""
    doubtful = [text for text, _ in rows(DOUBTFUL)] + [row[3] for row in DOUBTS_BY_KIND]
    opener = draw(st.one_of(st.just("{}"), st.sampled_from(OPENERS)))
    text = draw(st.one_of(st.sampled_from(MUTATED), st.sampled_from(doubtful)))
    t = Timescale.read(opener.format(text), draw(st.one_of(st.none(), DAYS)))
    # near the calendar's own end there is no day after
    near = st.sampled_from([due for due in last_days(t) if due.year < date.max.year] or [AGREED]).flatmap(
        lambda due: st.integers(-60, 60).map(lambda days: due + timedelta(days))
    )
    return t, draw(st.one_of(DAYS, near, st.sampled_from(LONG_AFTER)))


def test_late_is_said_only_when_every_day_has_passed_and_nothing_is_open() -> None:
    reached: Counter[str] = Counter()

    @given(asked_of())
    @settings(max_examples=1500, deadline=None)
    def law(asked: tuple[Timescale, date]) -> None:
        t, day = asked
        said = timing(t, day)
        reached["tried"] += 1
        # a doubt that is named stands among the readings, or leaves the reading open
        assert t.certain or t.open or t.readings or t.kind in ("unset", "done", "unreadable")
        assert not (t.certain and t.open)
        if t.open:
            assert said != "late"
            reached["open"] += 1
        if t.kind not in ("date", "multiple") or any(p.kind != "date" for p in t.parts):
            return
        days = last_days(t)
        undated = [r for r in t.readings if r.kind not in ("date", "multiple")]
        if not days:
            assert said == "no_date"
            reached["no date"] += 1
        elif all(d < day for d in days) and not undated and not t.open:
            assert said == "late"
            reached["late"] += 1
        elif any(d < day for d in days):
            assert said == "unsure"
            reached["unsure"] += 1
        elif not undated:
            assert said in ("due_soon", "in_time")
            reached["in time"] += 1

    law()
    assert all(reached[name] >= reached["tried"] / 20 for name in ("open", "late", "unsure", "in time")), reached
    assert reached["no date"], reached


def test_a_range_that_ends_before_it_begins_and_three_days_are_no_stretch() -> None:
    one = Timescale.read("2026-04-01/2026-05-01")
    assert (one.kind, one.begins, one.due, one.certain) == ("date", date(2026, 4, 1), date(2026, 5, 1), True)
    assert Timescale.read("2026-05-01/2026-04-01").open
    assert Timescale.read("2026-04-01/2026-05-01/2026-06-01").kind == "multiple"


def test_working_days_leave_out_bank_holidays() -> None:
    # Christmas Day 2026 is a Friday, Boxing Day's holiday the Monday, New Year's Day a Friday
    assert [add_working_days(date(2026, 12, 24), n) for n in (1, 3, 4)] == [
        date(2026, 12, 29),
        date(2026, 12, 31),
        date(2027, 1, 4),
    ]
    assert {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)} < bank_holidays(2022) and date(
        2022, 5, 30
    ) not in bank_holidays(2022)
    assert [len(bank_holidays(year)) for year in (2011, 2012, 2021, 2022, 2023, 2026)] == [9, 9, 8, 10, 9, 8]
    assert date(2021, 12, 27) in bank_holidays(2021) and date(2021, 12, 28) in bank_holidays(2021)


@pytest.mark.parametrize("entry", LEXICON, ids=lambda entry: entry.spellings[:30])
def test_every_entry_of_the_lexicon_is_read_as_its_example_says(entry: Entry) -> None:
    meaning = (entry.sort, entry.value, entry.number, entry.every)
    assert meaning in [(token.sort, token.value, token.number, token.every) for token in tokens_of(entry.example)]
    t = Timescale.read(entry.example)
    assert t.words.split(" (not certain")[0] + "?" * (not t.certain) == entry.reading


def test_every_spelling_is_one_word_of_its_meaning() -> None:
    for entry in LEXICON:
        for spelling in entry.spellings.split(", "):
            read = [(token.sort, token.value, token.number, token.every) for token in tokens_of(spelling)]
            assert read == [(entry.sort, entry.value, entry.number, entry.every)], spelling


@pytest.mark.parametrize("entity", ["&nbsp;", "&amp;", "&ndash;", "&mdash;", "&rsquo;", "&#39;", "&quot;"])
def test_what_is_left_of_a_web_page_is_the_sign_that_it_stands_for(entity: str) -> None:
    assert tidied(f"June{entity}2016") == tidied(f"June{html.unescape(entity)}2016") != "June2016"


def test_a_word_alone_says_what_is_doubtful_about_it() -> None:
    assert [Timescale.read(word).doubts for word in ("regularly", "in progress", "published")] == [
        ("no interval is given",),
        ("the word can mean more than one thing",),
        ("the word can mean more than one thing",),
    ]


def test_cycles_stay_at_month_ends_where_the_reading_is_not_certain() -> None:
    t = Timescale.read("June 2024 then monthly, subject to funding")
    assert (t.certain, t.month_end, t.cycle(1), t.cycle(8)) == (False, True, date(2024, 7, 31), date(2025, 2, 28))
    # of several readings the latest is a day, and known as one
    assert not Timescale.read("early June 2024 then monthly").month_end


def test_a_fact_is_known_to_a_day_or_a_month() -> None:
    assert [parse_fact_day(f"2013-{month:02d}") for month in (1, 2, 9, 10, 12)] == [
        Month(2013, *end) for end in ((1, 31), (2, 28), (9, 30), (10, 31), (12, 31))
    ]
    assert parse_fact_day("2013-02-01") == date(2013, 2, 1)
    assert [parse_fact_day(text) for text in ("2013-00", "2013-13", "0000-01", "2013-02-30", "2013", "2013-2")] == [
        None
    ] * 6


def test_a_month_is_no_day_and_no_other_month() -> None:
    july, august, last = Month(2013, 7, 31), Month(2013, 8, 31), date(2013, 7, 31)
    for one, other, same in ((july, Month(2013, 7, 31), True), (july, august, False), (july, last, False)):
        assert [operator.eq(one, other), operator.ne(one, other)] == [same, not same]
    # another fact than its last day, and yet neither before nor after it
    assert not july < last and not july > last and july < date(2013, 8, 1) < august
    assert len({july, Month(2013, 7, 31), august}) == 2


def test_easter_in_the_years_that_are_exceptions() -> None:
    days = {
        1954: (4, 18),
        1981: (4, 19),
        2000: (4, 23),
        2008: (3, 23),
        2011: (4, 24),
        2038: (4, 25),
        2049: (4, 18),
        2076: (4, 19),
    }
    assert {year: (easter(year).month, easter(year).day) for year in days} == days


def test_numbers_of_lines_quarters_and_years() -> None:
    assert Timescale.read("1.\nMarch 2014").due == date(2014, 3, 31) and Timescale.read("1.\nMarch 2014").certain
    assert Timescale.read("31/03/00") == replace(Timescale.read("31/03/2000"), text="31/03/00")
    assert [Timescale.read(f"2014/15 Q{n}").due for n in (1, 2, 3, 4)] == [
        date(2014, 6, 30),
        date(2014, 9, 30),
        date(2014, 12, 31),
        date(2015, 3, 31),
    ]
    assert not Timescale.read("2014/15 Q5").certain
    assert [Timescale.read(text).begins for text in ("Spring/Summer 2026", "Spring/Summer Term 2026")] == [
        date(2026, 3, 1),
        date(2026, 1, 1),
    ]
    assert TWO_DIGITS in Timescale.read("February 15", AGREED).doubts
    # no month has 32 days, or 45: its last is not meant
    assert Timescale.read("32/5", AGREED).due is None
    assert date(2014, 5, 31) not in (Timescale.read("05/45/2014").due, *Timescale.read("05/45/2014").dues)
    assert [Timescale.read(f"year {n}", date(2024, 4, 1)).due for n in (1, 5, 6)] == [
        date(2025, 3, 31),
        date(2029, 3, 31),
        None,
    ]
    assert Timescale.read("6 months of").doubts == ("an interval, or a time from now",)


def test_no_spelling_has_two_meanings() -> None:
    spellings = [spelling for entry in LEXICON for spelling in entry.spellings.split(", ")]
    assert len(spellings) == len(set(spellings)) > 700


def test_every_feast_has_its_day_and_its_capital_letter() -> None:
    assert {entry.value for entry in LEXICON if entry.sort == "feast"} == set(FEASTS)
    assert [feast.day(2025) for feast in FEASTS.values()] == [date(2025, 4, 20), date(2025, 6, 8), date(2025, 12, 25)]
    for name in FEASTS:
        # the month in which it falls as a rule is the one in which it falls most often
        falls = Counter(FEASTS[name].day(year).month for year in range(2000, 2100))
        assert falls.most_common(1)[0][0] == FEASTS[name].month
        for text in (f"every {name}", name, f"{name} 2026", f"{name} and December 2026"):
            for day in (None, AGREED):
                words = Timescale.read(text, day).words
                assert name.title() in words and name not in words
    assert Timescale.read("every Easter").words == "every year, at Easter"
    # a year written once is shared between a feast and a month as between two months
    whitsun = date(2026, 5, 24)
    assert Timescale.read("March 2026 - Whitsun").due == Timescale.read("March - Whitsun 2026").due == whitsun
    assert Timescale.read("March - Whitsun 2026").begins == date(2026, 3, 1)
    assert Timescale.read("March and Whitsun 2026").dues == (date(2026, 3, 31), whitsun)
    assert Timescale.read("November - Whitsun 2026").begins == date(2025, 11, 1)


def test_a_feast_that_the_calendar_does_not_know_is_an_error_of_the_table() -> None:
    with pytest.raises(ValueError, match="no feast 'diwali'"):
        by_spelling([Entry("feast", "diwali", value="diwali")])


def test_a_council_may_say_that_two_digits_are_years() -> None:
    own = replace(STANDARD, two_digit_years=True)
    for text, due in (
        ("Mar 14", date(2014, 3, 31)),
        ("12-03-14", date(2014, 3, 12)),
        ("Nov 13 - Jan 14", date(2014, 1, 31)),
        ("03/14", date(2014, 3, 31)),
    ):
        assert not Timescale.read(text, AGREED).certain
        t = Timescale.read(text, AGREED, conventions=own)
        assert (t.due, t.certain) == (due, True)
    assert not Timescale.read("5/11", AGREED, conventions=own).certain


def test_what_leaves_several_dates_open_leaves_each_of_them_open() -> None:
    both = Timescale.read("March and September 2014 if funding allows")
    assert both.open and [(p.open, p.certain) for p in both.parts] == [(True, False)] * 2
    run_on = Timescale.read("May, June and July 2014 if funding allows")
    assert [p.open for reading in run_on.readings for p in reading.parts] == [True] * 3


def test_a_list_is_open_only_where_every_line_is() -> None:
    mixed = Timescale.read_all(["June 2014", "March 2014 if funds allow"])
    assert (mixed.open, mixed.certain, [p.open for p in mixed.parts]) == (False, False, [False, True])
    assert timing(mixed, date(2014, 5, 1)) == "unsure" and timing(mixed, date(2014, 7, 1)) == "late"
