// parse: Q112 Q112 Q112 Q112 Q114 Q112
if c == 1 { x q; }
while true { x q; }
if (c = 1) { x q; }
if () { }
if (c);
switch () { }
