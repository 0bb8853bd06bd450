// parse: Q116 Q116 Q117 Q116
@first
{ x q; }
@second
#pragma p
#pragma
@last
