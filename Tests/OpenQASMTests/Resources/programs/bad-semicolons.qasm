// parse: Q101 Q101 Q113 Q101
qubit q
x q
{ y q; };
measure q, r;
z q;
