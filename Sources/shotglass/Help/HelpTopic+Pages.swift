import ArgumentParsing

extension HelpTopic {
  static let exitCodes = HelpTopic(
    name: "exit-codes", summary: "What the exit status says.",
    text: TextLayout.definitions(ExitStatus.allCases.map { (String($0.rawValue), $0.meaning) }) + """

      Over several files it is 2 if one of them gives 2, else 1, else 3, else 0.

      """)

  static let environment = HelpTopic(
    name: "environment", summary: "The variables that are read.",
    text: """
      SHOTGLASS_NAME    the value of option --name where the command line has none:
                        SHOTGLASS_SHOTS for --shots, SHOTGLASS_MAX_SECONDS for
                        --max-seconds. Flags take 1 or 0. An empty variable counts as
                        unset. Options that name files or may be repeated have none.
      NO_COLOR          set to anything, messages have no colours; --color and
                        SHOTGLASS_COLOR come first
      SHOTGLASS_HOME    a folder whose folder backends/ holds files of devices
      XDG_CONFIG_HOME   where shotglass/credentials lies; ~/.config when unset
      TMPDIR            where temporary files go; /tmp when unset

      'shotglass VERB --show-config' prints every value and where it came from.

      """)

  static let bitOrder = HelpTopic(
    name: "bit-order", summary: "Which bit of a counted key is which.",
    text: """
      A key of "counts" has one character a bit, as Qiskit prints them:

        bit[2] a;
        bit[3] b;         key "b[2] b[1] b[0]" blank "a[1] a[0]", such as "010 11"

      - the last declared register is leftmost, registers are one blank apart
      - within a register the highest index is leftmost
      - if the program declares output bits, only these are shown; otherwise all its
        global bit registers. Aliases, constants and inputs are no registers
      - a bit that was never set reads 0
      - a program without bits has the one key ""

      The same order holds for 'bit' values given with --input.

      """)
}
