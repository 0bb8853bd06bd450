extension HelpTopic {
  /// A study file that is read as it stands; the tests read it.
  static let studyExample = """
    {
      schema: 1, name: "my-study", seed: 7,
      question: "How many shots does a gradient need?",
      data: { source: "iris", classes: ["1", "2"] },
      model: { name: "zz-efficient-2" },
      training: { epochs: 10 },
      analyses: [
        { kind: "gradient-quality", repetitions: 16 },
        { kind: "simulator-fidelity", points: 8 },
        { kind: "expressivity", ansatz: "efficient-su2", samples: 256 },
        { kind: "gradient-inversion", starts: 32 },
        { kind: "privacy-scaling", layers: 4 },
        { kind: "membership", members: 40, references: 16 },
        { kind: "unlearning", forget: "random:0.2" },
      ],
      grid: {
        shots: [64, 1024], backends: ["ideal", "noisy-ibm_manila"],
        seeds: 4, batchSizes: [1, 8],
        qubits: [2, 4, 6], depths: [1, 4], labelNoise: [0, 30],
        inputs: 20, weights: ["study", "ones"],
        attacks: ["least-squares", "numerical", "counts", "lira-pooled"],
        encodings: ["tower-5", "single"],
        models: ["study", "frozen"], methods: ["retrain", "gradient-ascent"],
      },
      budget: { shots: 1e9, seconds: 600, cost: 0 },
    }

    """

  /// The page on study files and folders.
  static let studyFiles = HelpTopic(
    name: "study-files", summary: "Studies: what they ask, and what they leave on disk.",
    text: studyIntroduction + studyExample + studyMeaning)

  private static let studyIntroduction = """
    A study is a JSON5 file: comments, bare keys and trailing commas are allowed.
    'shotglass study schema' prints its JSON Schema, with every key.


    """

  private static let studyMeaning = """

    Every analysis is done at every point of its axes. A list may be one value;
    seeds: 4 means four models, each with weights of its own; inputs: 20 means twenty
    batches that are attacked, one after the other.

      gradient-quality    seeds, backends, shots, batchSizes
                          rule (parameter-shift, central-difference), step,
                          repetitions
      simulator-fidelity  seeds, backends (but ideal), shots; points
      gradient-inversion  seeds, weights (study, random, ones, malicious), inputs,
                          backends, shots, batchSizes, attacks (least-squares,
                          snapshot, numerical, dlg, cosine, guess), defences (as
                          'help evidence' has them, and shots:64, batch:8); starts,
                          priorPoints, trainingSteps, largestBatch (larger ones are
                          left out). Malicious weights are a dishonest server's.
      expressivity        qubits, depths; ansatz (efficient-su2, real-amplitudes,
                          hardware-efficient, strongly-entangling), samples
      privacy-scaling     seeds, qubits, encodings (tower-5, tower-3: one input times
                          powers; parallel: one on every qubit; single: one a qubit),
                          attacks (least-squares, numerical); layers, starts,
                          evaluations (a search's budget), samples; takes no model
      membership          seeds (targets), models (study: its model; classical,
                          frozen, linear: controls of that; or another model, on the
                          same rows), labelNoise (percent of labels changed),
                          backends, shots, queries (of each row: label-noise and
                          label-boundary ask about inputs around it, of others shots
                          add up), attacks (as 'help membership' has them); members,
                          references, population, epochs
      unlearning          seeds, models (as above), methods (those of 'help
                          unlearn'), backends, shots; forget (class:NAME,
                          random:SHARE), testShare, gradients (exact, measured),
                          models (for likelihood ratios), relearnLimit

    data has source, labels, classes, prepare as 'train' has them, and rows, how
    many to draw. model is { name } of 'shotglass models', or { file, observables,
    inputs, weights } of an OpenQASM file. training has epochs, rate, batchSize and
    uses Adam; without it weights stay as they are drawn. Files and data are looked
    for from the working folder.

    The folder of a study:

      study.json5    the file as it was given
      study.json     the same with nothing left out
      plan.jsonl     a line a cell: its id, point, circuits and shots
      parts/         records as they came, a file for each process that ran
      records.jsonl  a line a cell, sorted by id: when all are there
      timings/       seconds of each cell; never part of a record
      artifacts/     trained weights
      acquisitions/  raw counts, with acquisitions: "keep"

    A cell's id is the SHA-256 of what it depends on: editing the grid moves no
    other cell. A cell that failed is tried three times. Two processes may work in
    one folder; a folder of another study is refused.

    """
}
