return;
return measure q;
return f(2) q;
end;
break;
continue;
{ x q; { } }
if (c == 1) x q;
if (c) { x q; } else if (d) { } else z q;
while (i < 3) { i += 1; }
for int i in [0:3] { x q; }
for uint[8] i in {1, 2, 5} x q[i];
for bit b in c { }
for int i in [0:2:10] ;
switch (i) { case 0, 1 { x q; } case 2, { } default { } }
if c == 1 x q;
if (c = 1) x q;
if () x q;
if (c);
if (c) x q; else;
else x q;
while (true) { break; continue; end; }
while true { }
for i in [0:3] { }
for (int i = 0; i < 3; i += 1) { }
for int i in 0:3 { }
for int i in [0, 1] { }
for int i [0:1] { }
switch (i) { x q; }
switch (i) { case 0: x q; break; }
case 1 { }
switch (i) { }
if (a) if (b) x q; else z q;
for int i in n x q;
