// parse: Q106 Q106 Q119 Q119 Q100 Q114
for i in [0:3] { x q; }
for (int i = 0; i < 3; i += 1) { x q; }
for int i in 0:3 { x q; }
for int i in [0, 1] { x q; }
for int i = [0:3] { x q; }
for int i in [0:3];
