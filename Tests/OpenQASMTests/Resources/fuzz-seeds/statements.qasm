f(x);
1 + 2;
int[8](x);
int[8](x) + 1;
x;
q[0];
;
x q;;
{
}
x q
x q }
) x q;
3;
true;
"01";
-x;
$0;
(a);
durationof({ x q; });
5ns;
a ++ b;
a b c;
whlie (x) { }
retrun 1;
fro int i in [0:1] { }
a.b;
a ? b;
x q z;
#dim;
readonly x;
