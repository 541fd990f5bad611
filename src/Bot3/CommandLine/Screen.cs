using System.Globalization;
using Spectre.Console;

namespace Bot3.Messaging.Bot3.CommandLine;

/// <summary>Tables on a terminal, and the same tables as plain text everywhere else.</summary>
internal static class Screen
{
    // Piped output has no width of its own; a narrow guess would break ids over lines.
    private const int PlainWidth = 240;

    /// <summary>A console on a writer: colours and live views only where it is a terminal.</summary>
    /// <param name="output">The writer.</param>
    public static IAnsiConsole On(TextWriter output)
    {
        var target = new AnsiConsoleOutput(output);
        var terminal = IsTerminal(output);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = target,
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!terminal)
            console.Profile.Width = PlainWidth;
        return console;
    }

    /// <summary>Whether a person looks at the writer's end.</summary>
    /// <param name="output">The writer.</param>
    public static bool IsTerminal(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>A table with these columns.</summary>
    /// <param name="columns">The headings.</param>
    public static Table Table(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Ascii2 };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(Markup.Escape(column)));
        return table;
    }

    /// <summary>Adds a row of plain text: nothing in it is read as markup.</summary>
    /// <param name="table">The table.</param>
    /// <param name="cells">The cells.</param>
    public static void AddRow(Table table, params string[] cells) => table.AddRow([.. cells.Select(cell => new Text(cell))]);

    /// <summary>An amount without needless zeros; a dash for none.</summary>
    /// <param name="amount">The amount.</param>
    public static string Number(decimal? amount) => amount?.ToString("0.############", CultureInfo.InvariantCulture) ?? "-";
}
