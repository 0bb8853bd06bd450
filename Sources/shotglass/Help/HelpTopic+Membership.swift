extension HelpTopic {
  /// An evidence file of membership, as the page shows it.
  static let membershipExample = """
    {"schema": 1, "labels": [0, 1], "shots": 1024,
     "target": {"counts": [[1000, 24], [30, 994]]},
     "references": [{"member": [true, false],
                     "probabilities": [[0.9, 0.1], [0.2, 0.8]]}],
     "population": {"labels": [1], "target": {"counts": [[512, 512]]},
                    "references": [[[0.5, 0.5]]]}}
    """

  /// What an attacker on membership holds, as a file.
  static let membershipEvidence = HelpTopic(
    name: "membership-evidence", summary: "Evidence files: a model's answers from anywhere, to tell its members by.",
    text: """
      'shotglass membership --evidence FILE.json' tells members by what a model answered,
      on whatever device. Row i of every list is example i; a column is a class.

      \(membershipExample.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))

      labels      the true class of each example, from 0; left out or null where unknown
      shots       of one query; rows of counts may have fewer, not more
      target      what the model answered; one of
        counts         how often each outcome came
        jobs           a list of rows of counts an example, one a query: drift between
                       queries is estimated, and taken into account
        probabilities  exact ones; where they are shares of "shots", counts
        expectations   means of observables, from "shots" or exact; one without a head
                       is of an observable whose +1 is class 0
        predictions    the class that it decided for, and nothing else
      references  models that the attacker trained: "member", whether each example was in
                  their training set, and one of probabilities, counts, jobs or
                  expectations, with "shots" of their own where they were measured
      population  examples that no model was trained on: labels and target as above, and
                  a list of rows of probabilities a reference, or an object as above
      head        a matrix from outcomes (or means) to scores of classes, a row a class,
                  whose softmax are the probabilities; or {"weights": ..., "bias": ...}.
                  Columns of counts are then outcomes. Rows of probabilities are outcomes
                  where they are as many as the head has columns, unless classes are too

      Attacks, of which the strongest that the evidence allows is taken:

      counts              exact likelihood of the counts, probabilities integrated over
                          logit-normal distributions fitted to the references; needs
                          references with and without each example. With drift between
                          jobs, beta-binomial and Dirichlet-multinomial
      lira                the logit under normal distributions fitted to references;
                          -pooled: one spread for all examples; -delta: the variance of
                          the target's shots is added, instead of drawing its shots for
                          exact references (by --seed)
      lira-offline        the same from references without the example
      rmia, rmia-offline  ratios to references, compared with the population
      loss, confidence, entropy, modified-entropy, gap
                          the target's answer alone; gap needs decisions only
      label-noise, label-boundary
                          in audits of a model only: how often it keeps its decision
                          under noise, and how far its boundary is; they see decisions
                          about inputs around each example, as many as --queries

      'calibrated' is true where scores are log likelihood ratios, undecided at 0. With
      --score FILE.json, {"truth": [true, false]}, they are judged: the area under the
      curve by DeLong's interval, and true positive rates whose intervals take in that
      the threshold is chosen from the same non-members.

      Keys that are not listed, missing keys and values that are no numbers are errors.
      """)
}
