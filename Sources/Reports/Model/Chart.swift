/// What a figure shows. Every chart is drawn from plain values, and gives them as a table.
package enum Chart: Hashable, Sendable {
  case lines(LineChart)
  case panels(PanelChart)
  case scatter(ScatterChart)
  case roc(ROCChart)
  case images(ImageGrid)
  case bars(BarChart)
  case deviceMap(DeviceMap)
}

/// What one axis shows.
package struct ChartAxis: Hashable, Sendable {
  package enum Scale: String, Hashable, Sendable {
    case linear
    /// Decades; zero and negative numbers have no place on it, and the chart says how many were left out.
    case logarithmic
  }

  package var title: String
  package var unit: String?
  package var scale: Scale

  package init(_ title: String, unit: String? = nil, scale: Scale = .linear) {
    self.title = title
    self.unit = unit
    self.scale = scale
  }

  /// The title with the unit.
  var label: String { unit.map { "\(title) (\($0))" } ?? title }
}

/// From where to where a value may lie.
package struct ChartInterval: Hashable, Sendable {
  package var lower: Double
  package var upper: Double

  package init(_ lower: Double, _ upper: Double) {
    self.lower = lower
    self.upper = upper
  }
}

/// One measured value. What is not finite is not drawn, and breaks the line.
package struct ChartPoint: Hashable, Sendable {
  package var x: Double
  package var y: Double
  package var interval: ChartInterval?

  package init(_ x: Double, _ y: Double, _ interval: ChartInterval? = nil) {
    self.x = x
    self.y = y
    self.interval = interval
  }
}

/// Points under one name, in the order in which a line joins them.
package struct ChartSeries: Hashable, Sendable {
  package enum Style: String, Hashable, Sendable { case line, markers, both }

  package var name: String
  package var points: [ChartPoint]
  package var style: Style

  package init(_ name: String, _ points: [ChartPoint], style: Style = .both) {
    self.name = name
    self.points = points
    self.style = style
  }
}

/// Series over two axes.
package struct LineChart: Hashable, Sendable {
  package enum IntervalStyle: String, Hashable, Sendable { case band, bars }

  package var x: ChartAxis
  package var y: ChartAxis
  package var series: [ChartSeries]
  /// What theory or physics says: drawn dashed, without markers.
  package var bounds: [ChartSeries]
  package var intervalStyle: IntervalStyle

  package init(
    x: ChartAxis, y: ChartAxis, series: [ChartSeries], bounds: [ChartSeries] = [],
    intervalStyle: IntervalStyle = .band
  ) {
    self.x = x
    self.y = y
    self.series = series
    self.bounds = bounds
    self.intervalStyle = intervalStyle
  }
}

/// Charts of lines in rows and columns, all over the same two axes and with one legend.
package struct PanelChart: Hashable, Sendable {
  package struct Panel: Hashable, Sendable {
    package var title: String
    package var series: [ChartSeries]
    package var bounds: [ChartSeries]

    package init(_ title: String, series: [ChartSeries], bounds: [ChartSeries] = []) {
      self.title = title
      self.series = series
      self.bounds = bounds
    }
  }

  package var x: ChartAxis
  package var y: ChartAxis
  /// Row by row. Series of one name look the same in all.
  package var panels: [Panel]
  /// How many stand side by side where there is room.
  package var columns: Int
  package var intervalStyle: LineChart.IntervalStyle

  package init(
    x: ChartAxis, y: ChartAxis, panels: [Panel], columns: Int, intervalStyle: LineChart.IntervalStyle = .band
  ) {
    self.x = x
    self.y = y
    self.panels = panels
    self.columns = columns
    self.intervalStyle = intervalStyle
  }
}

/// Points over two axes, without lines.
package struct ScatterChart: Hashable, Sendable {
  package var x: ChartAxis
  package var y: ChartAxis
  package var series: [ChartSeries]
  /// Whether the line on which both coordinates are equal is drawn.
  package var showsIdentity: Bool

  package init(x: ChartAxis, y: ChartAxis, series: [ChartSeries], showsIdentity: Bool = false) {
    self.x = x
    self.y = y
    self.series = series
    self.showsIdentity = showsIdentity
  }
}

/// True positive rates over false positive rates, both in decades, with the line of guessing.
package struct ROCChart: Hashable, Sendable {
  /// Points are a false positive rate, the true positive rate there, and its interval.
  package var series: [ChartSeries]
  /// Where both axes begin, such as one over the number of non-members; lower rates are drawn on the edge.
  package var smallestRate: Double

  package init(series: [ChartSeries], smallestRate: Double = 1e-4) {
    self.series = series
    self.smallestRate = smallestRate
  }
}

/// Bars in groups, side by side.
package struct BarChart: Hashable, Sendable {
  package struct Bar: Hashable, Sendable {
    package var value: Double
    package var interval: ChartInterval?

    package init(_ value: Double, _ interval: ChartInterval? = nil) {
      self.value = value
      self.interval = interval
    }
  }

  package struct Group: Hashable, Sendable {
    package var name: String
    /// One a series; nil where there is none.
    package var bars: [Bar?]

    package init(_ name: String, _ bars: [Bar?]) {
      self.name = name
      self.bars = bars
    }
  }

  /// What the groups are, such as "attack".
  package var groupTitle: String
  /// What the bars' lengths are; always linear, as a bar begins at zero.
  package var valueTitle: String
  package var unit: String?
  package var series: [String]
  package var groups: [Group]

  package init(groupTitle: String, valueTitle: String, unit: String? = nil, series: [String], groups: [Group]) {
    self.groupTitle = groupTitle
    self.valueTitle = valueTitle
    self.unit = unit
    self.series = series
    self.groups = groups
  }
}

/// Small grey images in rows.
package struct ImageGrid: Hashable, Sendable {
  package struct Image: Hashable, Sendable {
    package var caption: String
    package var width: Int
    /// Row by row from the top; what is missing or not finite is left blank.
    package var values: [Double]

    package init(caption: String, width: Int, values: [Double]) {
      self.caption = caption
      self.width = width
      self.values = values
    }
  }

  package var images: [Image]
  /// How many images stand side by side where there is room; as many as fit when nil.
  package var columns: Int?
  /// The values of black and white; values beyond are drawn as those.
  package var black: Double
  package var white: Double

  package init(images: [Image], columns: Int? = nil, black: Double = 0, white: Double = 1) {
    self.images = images
    self.columns = columns
    self.black = black
    self.white = white
  }
}

/// The qubits of a device and the couplings between them, coloured by error.
package struct DeviceMap: Hashable, Sendable {
  package struct Qubit: Hashable, Sendable {
    package var label: String
    /// Where the qubit lies, in any unit, y downwards.
    package var x: Double
    package var y: Double
    /// Nil where it is not known.
    package var error: Double?
    package var isBroken: Bool

    package init(_ label: String, x: Double, y: Double, error: Double?, isBroken: Bool = false) {
      self.label = label
      self.x = x
      self.y = y
      self.error = error
      self.isBroken = isBroken
    }
  }

  package struct Coupling: Hashable, Sendable {
    /// Places in the list of qubits; a coupling of qubits that are not there is not drawn.
    package var first: Int
    package var second: Int
    package var error: Double?
    package var isBroken: Bool

    package init(_ first: Int, _ second: Int, error: Double?, isBroken: Bool = false) {
      self.first = first
      self.second = second
      self.error = error
      self.isBroken = isBroken
    }
  }

  package var qubits: [Qubit]
  package var couplings: [Coupling]
  /// What the error of a qubit is, such as "Readout error".
  package var qubitTitle: String
  package var couplingTitle: String

  package init(
    qubits: [Qubit], couplings: [Coupling], qubitTitle: String = "Readout error",
    couplingTitle: String = "Two-qubit gate error"
  ) {
    self.qubits = qubits
    self.couplings = couplings
    self.qubitTitle = qubitTitle
    self.couplingTitle = couplingTitle
  }
}
