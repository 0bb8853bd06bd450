import Reports
import Studies
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A small report with one chart of every kind; its numbers are made up, and the same on every machine.
enum SampleReport {
  static let report = Report(
    title: "How much does one gradient give away, shot by shot?",
    question: "From how many shots on can an honest-but-curious server rebuild a client's input, and does the noise of "
      + "a real device change the answer?",
    summary: [
      Statement(
        label: "Shots at which half of the inputs are recovered", value: "240 (190–310)",
        meaning: "Below this budget the server fails more often than not; a client who asks for more gives the input "
          + "away."),
      Statement(
        label: "Recovery from exact gradients", value: "97 ± 2 %",
        meaning: "Without shot noise nearly every input is rebuilt to rounding."),
      Statement(
        label: "Membership, true positives at 1 % false", value: "8.4 % (6.1–11.2)",
        meaning: "Eight times what guessing gives: the model remembers some of its training set."),
    ],
    sections: [inversion, membership, device],
    methods: [
      "A two-qubit re-uploading circuit with twelve weights is trained on 96 rows. Its gradient is measured with the "
        + "parameter-shift rule, every shifted expectation from its own shots.",
      "The attack weighs the gradient's residual with the covariance that the model itself predicts at the candidate "
        + "input, and starts from up to 256 random points.",
    ],
    assumptions: [
      "The server knows the circuit, the weights and the label.", "Shots are independent of each other.",
      "The calibration of the device does not drift within a job.",
    ],
    citations: [
      Citation(
        text: "L. Zhu, Z. Liu, S. Han. Deep leakage from gradients. NeurIPS 2019.",
        address: "https://arxiv.org/abs/1906.08935",
        bibTeX: "@inproceedings{zhu2019deep,\n  author = {Zhu, Ligeng and Liu, Zhijian and Han, Song},\n"
          + "  title = {Deep leakage from gradients},\n  booktitle = {NeurIPS},\n  year = {2019}\n}"),
      Citation(
        text: "N. Carlini et al. Membership inference attacks from first principles. IEEE S&P 2022.",
        address: "https://arxiv.org/abs/2112.03570",
        bibTeX: "@inproceedings{carlini2022membership,\n  author = {Carlini, Nicholas and others},\n"
          + "  title = {Membership inference attacks from first principles},\n  booktitle = {IEEE S\\&P},\n"
          + "  year = {2022}\n}"),
    ],
    provenance: [
      Provenance(name: "Shotglass", value: "0.9.0"), Provenance(name: "Seed", value: "20260721"),
      Provenance(
        name: "Study file, SHA-256", value: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
      Provenance(name: "Backend", value: "noisy-heron, calibration of 2026-07-01"),
    ],
    parties: [
      Party(name: "Client", sees: "Its own rows and labels, the weights, its gradient before it is sent."),
      Party(name: "Server", sees: "The weights, and one noisy gradient per round with its number of shots."),
      Party(name: "Cloud provider", sees: "Every circuit with the inputs bound in it, and every count."),
    ])

  static let figures = report.sections.flatMap(\.figures)

  private static let inversion = Section(
    id: "inversion", title: "Gradient inversion",
    paragraphs: [
      "The error of the rebuilt input falls as one over the number of shots, as the Cramér–Rao bound says it must. "
        + "From about a thousand shots on the attack is at the bound: no better attack is left to find.",
      "On the noisy twin of the device the same shots say less, so that the client gains about a factor of two.",
    ],
    figures: [
      Figure(
        id: "error-by-shots", title: "The error falls with shots until it meets the bound",
        caption: "Mean squared error of the rebuilt input against shots an expectation. Both lines fall at the same "
          + "slope; that of the noisy twin lies a factor of about two higher.",
        chart: .lines(lines), intervalNote: "Bands are 95 % bootstrap intervals over 64 inputs."),
      Figure(
        id: "error-by-weights", title: "The same by machine and weights",
        caption: "Trained weights give no more away than random ones; what counts is the machine.",
        chart: .panels(panels), intervalNote: "Bands are 95 % bootstrap intervals over 64 inputs."),
      Figure(
        id: "rebuilt", title: "Rebuilt against true inputs",
        caption: "Each point is one coordinate of one input. At 4096 shots all lie close to the diagonal; at 64 shots "
          + "some are mirrored.",
        chart: .scatter(scatter)),
      Figure(
        id: "images", title: "The same digit from ever more shots",
        caption: "The true image and four rebuilt ones. From 1024 shots on the digit can be read.",
        chart: .images(images)),
    ],
    tables: [
      Table(
        title: "Recovery by attack",
        columns: [
          Table.Column("Attack", alignment: .leading), Table.Column("Recovered", unit: "%"),
          Table.Column("Median error", unit: "rad²"), Table.Column("Note", alignment: .leading),
        ],
        rows: [
          [.text("Weighted least squares"), .number(96.9), .number(0.0012), .text("certified")],
          [.text("Plain least squares"), .number(93.75), .number(0.00131), .missing],
          [.text("Adam, one start"), .number(40.625), .number(0.21), .text("no restarts")],
        ], note: "64 inputs, 4096 shots an expectation.")
    ])

  private static let panels = PanelChart(
    x: ChartAxis("Shots an expectation", scale: .logarithmic),
    y: ChartAxis("Mean squared error", unit: "rad²", scale: .logarithmic),
    panels: ["trained", "random"].flatMap { weights in
      [("ideal", 8.0), ("noisy", 15)].map { machine, scale in
        func points(_ factor: Double) -> [ChartPoint] {
          [64.0, 256, 1024].map { shots in
            let error = factor * scale / shots
            return ChartPoint(shots, error, ChartInterval(0.8 * error, 1.25 * error))
          }
        }
        return PanelChart.Panel(
          "\(machine), \(weights) weights",
          series: [ChartSeries("least squares", points(1)), ChartSeries("published", points(6))],
          bounds: [ChartSeries("Cramer-Rao", points(0.95).map { ChartPoint($0.x, $0.y) })])
      }
    }, columns: 2)

  private static let membership = Section(
    id: "membership", title: "Membership inference",
    paragraphs: ["Scores are log likelihood ratios, fitted to sixteen reference models."],
    figures: [
      Figure(
        id: "roc", title: "What matters lies at few false positives",
        caption: "True positive rate over false positive rate. Both attacks leave the diagonal; the one with exact "
          + "counts finds eight times what guessing finds at 1 %.",
        chart: .roc(roc), intervalNote: "Bands are Clopper–Pearson intervals of 95 %."),
      Figure(
        id: "by-attack", title: "More queries help more than more shots",
        caption: "Area under the curve by attack, for 128 and 1024 shots a query.", chart: .bars(bars),
        intervalNote: "Whiskers are DeLong intervals of 95 %."),
    ])

  private static let device = Section(
    id: "device", title: "The device",
    paragraphs: ["The circuit was placed on the four best qubits by estimated success."],
    figures: [
      Figure(
        id: "map", title: "Where the errors are",
        caption: "A lattice of five by five qubits. One coupling is broken; errors are largest near the lower edge.",
        chart: .deviceMap(map))
    ])

  static func shots(_ scale: Double) -> [ChartPoint] {
    (4...13).map { power in
      let shots = Double(1 << power)
      let wobble = 1 + 0.18 * sin(Double(power) * 2.3 + scale)
      let error = rounded(scale * 1.9 / shots * wobble + 0.4 / (shots * shots))
      return ChartPoint(shots, error, ChartInterval(rounded(error * 0.72), rounded(error * 1.38)))
    }
  }

  private static let lines = LineChart(
    x: ChartAxis("Shots an expectation", scale: .logarithmic),
    y: ChartAxis("Mean squared error", unit: "rad²", scale: .logarithmic),
    series: [ChartSeries("ideal", shots(1)), ChartSeries("noisy twin", shots(2.1))],
    bounds: [
      ChartSeries("Cramér–Rao bound", (4...13).map { ChartPoint(Double(1 << $0), rounded(1.5 / Double(1 << $0))) })
    ])

  private static let scatter = ScatterChart(
    x: ChartAxis("True coordinate", unit: "rad"), y: ChartAxis("Rebuilt coordinate", unit: "rad"),
    series: [("4096 shots", 0.05), ("64 shots", 0.4)].map { name, spread in
      ChartSeries(
        name,
        (0..<40).map { index in
          let truth = rounded(Double(index) * 0.0785)
          let isMirrored = spread > 0.1 && index % 13 == 5
          return ChartPoint(
            truth, rounded((isMirrored ? Double.pi - truth : truth) + spread * sin(Double(index * index) * 1.7)))
        })
    }, showsIdentity: true)

  private static let roc = ROCChart(
    series: [("exact counts", 0.42), ("majority label", 0.72)].map { name, power in
      ChartSeries(
        name,
        (0...30).map { step in
          let rate = rounded(pow(10, Double(step - 30) / 10))
          let found = min(1, rounded(pow(rate, power)))
          return ChartPoint(rate, found, ChartInterval(rounded(found * 0.8), min(1, rounded(found * 1.22))))
        }, style: .line)
    }, smallestRate: 1e-3)

  private static let bars = BarChart(
    groupTitle: "Attack", valueTitle: "Area under the curve", series: ["128 shots", "1024 shots"],
    groups: [("Likelihood ratio", 0.71), ("Gap of losses", 0.62), ("Label only", 0.55)].map { name, area in
      BarChart.Group(
        name,
        [0, 0.035].map { gain in
          BarChart.Bar(
            rounded(area + gain), ChartInterval(rounded(area + gain - 0.024), rounded(area + gain + 0.023)))
        })
    })

  private static let images = ImageGrid(
    images: [("true image", 0.0), ("64 shots", 0.45), ("256 shots", 0.25), ("1024 shots", 0.12), ("4096", 0.04)].map {
      name, noise in
      ImageGrid.Image(
        caption: name, width: 8,
        values: digit.enumerated().map { index, pixel in
          rounded(min(1, max(0, pixel + noise * sin(Double(index * index + 3 * index) * 0.91))))
        })
    })

  private static let digit: [Double] = Array(".#####...##..#......##.....##.....##.....##......##.....##......").map {
    $0 == "#" ? 1 : 0
  }

  private static let map: DeviceMap = {
    let qubits: [DeviceMap.Qubit] = (0..<25).map { index in
      let place = Double(index)
      let error = rounded(0.004 * pow(1.17, place) * (1 + 0.5 * sin(place * 5)))
      return DeviceMap.Qubit(
        "\(index)", x: Double(index % 5), y: Double(index / 5), error: index == 7 ? nil : error)
    }
    let across = (0..<25).filter { $0 % 5 < 4 }.map { ($0, $0 + 1) }
    let down = (0..<20).map { ($0, $0 + 5) }
    let couplings: [DeviceMap.Coupling] = (across + down).enumerated().map { index, pair in
      let error = rounded(0.006 + 0.011 * abs(sin(Double(index) * 1.3)))
      return DeviceMap.Coupling(pair.0, pair.1, error: index == 11 ? nil : error, isBroken: index == 11)
    }
    return DeviceMap(qubits: qubits, couplings: couplings)
  }()

  /// Four decimals more than the first digit, so that no machine's last bit is seen.
  static func rounded(_ value: Double) -> Double {
    guard value != 0 else { return 0 }
    let scale = pow(10, 4 - floor(log10(abs(value))))
    return (value * scale).rounded() / scale
  }
}

/// Tests name their arguments: all values of a figure would be a long name.
extension Figure: CustomTestStringConvertible {
  /// The figure's name.
  public var testDescription: String { id }
}
