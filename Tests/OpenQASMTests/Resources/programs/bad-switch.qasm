// parse: Q120 Q120 Q120 Q104
switch (i) { x q; }
switch (i) { case 0: x q; }
case 1 { x q; }
switch (i) { case 1,, { } }
