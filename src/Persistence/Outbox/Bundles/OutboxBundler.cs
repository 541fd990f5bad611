namespace Bot3.Messaging.Persistence.Outbox.Bundles;

/// <summary>
/// Decides which rows of a commit are stored as one: those that leave at once and that nobody may take back. A row costs the database the
/// same whether it holds one message or fifty, and these live for milliseconds.
/// </summary>
internal static class OutboxBundler
{
    /// <summary>The rows of one commit, each with the bundle that it is stored in, if any; in their order.</summary>
    public static List<OutboxRow> Bundle(List<OutboxRow> rows, DateTimeOffset now)
    {
        var result = new List<OutboxRow>(rows.Count);
        var open = new List<int>();
        var bytes = 0;
        foreach (var row in rows)
        {
            if (MayBeBundled(row, now))
            {
                if (open.Count == BundleFormat.MaxRows || (open.Count > 0 && bytes + row.Message.Body.Length > BundleFormat.MaxBytes))
                    Close();
                open.Add(result.Count);
                bytes += row.Message.Body.Length;
            }

            result.Add(row);
        }

        Close();
        return result;

        void Close()
        {
            if (open.Count > 1)
            {
                var bundle = new OutboxBundle(Guid.CreateVersion7(now), open.Count);
                foreach (var index in open)
                    result[index] = result[index] with { Bundle = bundle };
            }

            open.Clear();
            bytes = 0;
        }
    }

    private static bool MayBeBundled(OutboxRow row, DateTimeOffset now) =>
        row.Message.ScheduleToken is null
        && (row.Message.DueAt is null || row.Message.DueAt <= now)
        && row.Message.Body.Length <= BundleFormat.MaxBytes
        && row.Message.Headers.Count <= Packs.PackFormat.MaxHeaders;
}
