// parse: Q110 Q110 Q110 Q110
whlie (true) { x q; }
retrun 1;
fro int i in [0:3] { x q; }
gtae g q { x q; }
