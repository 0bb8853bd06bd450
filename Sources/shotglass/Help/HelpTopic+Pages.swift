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
      SHOTGLASS_HOME    devices in its folder backends come before those compiled in,
                        and after ./backends; the journal of jobs lies in its folder
                        journal, else in ~/.local/state/shotglass
      SHOTGLASS_KERNEL  baseline, avx2 or avx512: the highest set of instructions that
                        the simulator uses; unset, the best of the machine
      SHOTGLASS_ENDPOINT_PROVIDER
                        the server that is asked instead of the provider's own: IBM,
                        IBM_IAM, BRAKET, S3, STS or IONQ; http is for 127.0.0.1 alone
      XDG_CONFIG_HOME   where shotglass/credentials lies; ~/.config when unset
      AWS_PROFILE       the profile of Amazon's files that Braket's keys and region
                        are taken from where neither the environment nor
                        shotglass/credentials has them; default when unset. The files
                        are ~/.aws/credentials and ~/.aws/config, or those of
                        AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE
      XDG_STATE_HOME    where shotglass/journal lies; ~/.local/state when unset
      SSL_CERT_FILE     the certificates that are trusted; the system's when unset
      TMPDIR            where temporary files go; /tmp when unset

      'shotglass VERB --show-config' prints every value and where it came from.

      """)

  static let backends = HelpTopic(
    name: "backends", summary: "Where a program can run.",
    text: """
      ideal          Qubits without errors. The state is computed once and sampled; a
                     program that measures on its way is followed along all outcomes.
      noisy-DEVICE   The twin of a device of 'shotglass devices', such as
                     noisy-ibm_fez. The program is compiled for the device: native
                     gates, the best places by the published errors, swaps where they
                     are needed, and delays where a qubit waits. Then it runs with the
                     noise of the calibration: each gate errs as often as published,
                     partly by relaxation (T1 and T2 over its duration), the rest as
                     depolarizing; qubits relax in delays; outcomes are misread.

      A program that names the device's own qubits ($0, $1, ...) and uses only its
      gates counts as compiled: it runs as it is written, without moves and without
      delays of ours. A gate that the device lacks there is an error.

      --method says how noise is simulated: density-matrix is exact and needs memory
      for 4^n numbers, trajectories follow the shots and need 2^n. automatic takes the
      cheaper; the distribution of the outcomes is the same.

      emulated-DEVICE starts the service of a provider within the command, with the
      twin of the device behind it, and goes the whole way of a cloud: compiled as
      for it, signed, over HTTP, through a journal, and from its jobs' results. It is
      free, asks nothing and needs no keys. IBM's devices are at IBM, trapped_ion at
      IonQ, all others at Braket; emulated-braket:ibm_manila says whose it is. The
      same seed gives the same counts. Circuits for IBM are written in the machine's
      own gates, with cz, ecr or cx.

      PROVIDER:DEVICE is a machine in a cloud: ibm:ibm_fez, ionq:qpu.forte-1,
      ionq:simulator, braket: and the ARN of a device. 'run', 'gradient', 'invert',
      'membership' and 'study' know these; all but 'run' need shots said, and take
      what they bought before: the same command with the same seed buys nothing
      twice, another --seed does. Keys are read from the environment, then from the
      file that credentials.example describes; Amazon's then from the profile
      AWS_PROFILE of ~/.aws/credentials and ~/.aws/config, and files once more when a
      session token expires while a job waits. Circuits, shots, costs and what the
      provider sees are shown first, once for the whole command, and nothing is
      submitted without --yes or an answer at the terminal; --max-cost and
      --max-shots refuse before anything is sent, and count what earlier jobs spent,
      a study's own once. What is submitted is in a journal, so that the same command
      goes on after any interruption; 'shotglass jobs' shows it.

      Where a batch takes several jobs of IBM, they go into a session of its batch
      mode, which bills nothing beside them and is closed when all are submitted; one
      that a killed process left open, by the same command or 'shotglass jobs show'.
      --session none sends each job by itself. Dedicated sessions, which bill while
      they are open, are never opened.

      Machines at Braket get circuits as they are, and compile them. With --verbatim
      they are compiled on this side instead, by the calibration that is known, as for
      the twin but for delays, and run as they are written: on the machine's own
      qubits, in a verbatim box, with the measurements behind it. A program's own
      boxes are kept; a gate in them that the machine lacks is an error before
      anything is sent. Studies take no --verbatim.

      Attacks that simulate a machine elsewhere simulate its twin, by the file of its
      name in backends. Results say what the provider ran, and what it saw.

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
