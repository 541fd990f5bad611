using System.Globalization;
using System.Text;

namespace Bot3.Messaging.Bot3.Commands.Bench.Report;

/// <summary>A report as an SVG picture: throughput as bars, latency percentiles as lines on a logarithmic scale.</summary>
internal static class BenchPlot
{
    private const int Width = 760;
    private const int Height = 340;
    private const int Top = 50;
    private const int Bottom = 290;
    private const int BarLeft = 60;
    private const int BarWidth = 70;
    private const int BarStep = 100;
    private const int LineLeft = 440;
    private const int LineRight = 690;

    private static readonly string[] Colours = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e"];
    private static readonly string[] Shares = ["p50", "p90", "p99", "p99.9"];

    /// <summary>The picture.</summary>
    /// <param name="report">The report.</param>
    public static string Draw(BenchReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var svg = new StringBuilder();
        var size = $"viewBox=\"0 0 {Width} {Height}\"";
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" {size} font-family=\"sans-serif\" font-size=\"12\">");
        Add(svg, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>");
        Label(svg, BarLeft, 24, "Throughput (each bar pair to its own scale)", "start");
        Label(svg, LineLeft, 24, "Latency end to end, ms", "start");
        Bars(svg, report);
        Lines(svg, [.. report.Latency.Where(rate => rate.EndToEnd is not null)]);
        Label(svg, BarLeft, Height - 8, Escape($"commit {report.Run.Commit ?? "unknown"}, {report.Run.Machine}"), "start");
        Add(svg, $"</svg>");
        return svg.ToString();
    }

    private static void Bars(StringBuilder svg, BenchReport report)
    {
        var deliveries = report.OrdersPerSecond * report.DeliveriesPerOrder;
        var orders = Math.Max(report.OrdersPerSecond, report.GroupSize1OrdersPerSecond ?? 0);
        var messages = Math.Max(report.RawBrokerMessagesPerSecond, deliveries);
        Bar(svg, 0, "orders/s", report.OrdersPerSecond, orders, Colours[0]);
        Bar(svg, 1, "group size 1", report.GroupSize1OrdersPerSecond ?? 0, orders, Colours[4]);
        Bar(svg, 2, "deliveries/s", deliveries, messages, Colours[0]);
        Bar(svg, 3, "raw broker/s", report.RawBrokerMessagesPerSecond, messages, Colours[2]);
        Add(svg, $"<line x1=\"{BarLeft - 10}\" y1=\"{Bottom}\" x2=\"{BarLeft + (4 * BarStep) - 20}\" y2=\"{Bottom}\" stroke=\"black\"/>");
    }

    private static void Bar(StringBuilder svg, int number, string name, double value, double greatest, string colour)
    {
        var x = BarLeft + (number * BarStep);
        var height = greatest <= 0 ? 0 : value / greatest * (Bottom - Top - 20);
        Add(svg, $"<rect x=\"{x}\" y=\"{Bottom - height:0.#}\" width=\"{BarWidth}\" height=\"{height:0.#}\" fill=\"{colour}\"/>");
        Label(svg, x + (BarWidth / 2), Bottom - height - 5, value.ToString("N0", CultureInfo.InvariantCulture), "middle");
        Label(svg, x + (BarWidth / 2), Bottom + 16, name, "middle");
    }

    private static void Lines(StringBuilder svg, IReadOnlyList<RateReport> rates)
    {
        if (rates.Count == 0)
        {
            Label(svg, LineLeft, (Top + Bottom) / 2, "no rate was within reach", "start");
            return;
        }

        var greatest = Math.Pow(10, Math.Ceiling(Math.Log10(Math.Max(10, rates.Max(rate => rate.EndToEnd!.P999)))));
        double Y(double milliseconds) => Bottom - (Math.Log10(Math.Max(1, milliseconds)) / Math.Log10(greatest) * (Bottom - Top));
        double X(int share) => LineLeft + (share * (LineRight - LineLeft) / (Shares.Length - 1.0));
        for (var grid = 1.0; grid <= greatest; grid *= 10)
        {
            Add(svg, $"<line x1=\"{LineLeft}\" y1=\"{Y(grid):0.#}\" x2=\"{LineRight}\" y2=\"{Y(grid):0.#}\" stroke=\"#cccccc\"/>");
            Label(svg, LineLeft - 6, Y(grid) + 4, grid.ToString("N0", CultureInfo.InvariantCulture), "end");
        }

        for (var share = 0; share < Shares.Length; share++)
            Label(svg, X(share), Bottom + 16, Shares[share], "middle");
        for (var index = 0; index < rates.Count; index++)
        {
            var (colour, of) = (Colours[index % Colours.Length], rates[index].EndToEnd!);
            double[] values = [of.P50, of.P90, of.P99, of.P999];
            var points = string.Join(' ', values.Select(
                (value, share) => string.Create(CultureInfo.InvariantCulture, $"{X(share):0.#},{Y(value):0.#}")));
            Add(svg, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");
            Label(svg, LineRight + 6, Y(of.P999) + 4, $"{rates[index].OrdersPerSecond}/s", "start");
        }
    }

    private static void Label(StringBuilder svg, double x, double y, string text, string anchor) =>
        Add(svg, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{text}</text>");

    private static string Escape(string text) => global::System.Security.SecurityElement.Escape(text);

    // Invariant: a comma for a point would be another coordinate.
    private static void Add(StringBuilder svg, FormattableString line) => svg.Append(FormattableString.Invariant(line)).Append('\n');
}
