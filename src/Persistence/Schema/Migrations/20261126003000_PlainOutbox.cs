using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Bot3.Messaging.Persistence.Schema.Migrations
{
    /// <summary>
    /// Outbox rows live for milliseconds: their headers are not parsed, and their bodies not compressed, on the way in.
    /// </summary>
    [DbContext(typeof(MessagingDbContext))]
    [Migration("20261126003000_PlainOutbox")]
    public class PlainOutbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            ArgumentNullException.ThrowIfNull(migrationBuilder);
            migrationBuilder.Sql("""
                ALTER TABLE messaging.outbox ALTER COLUMN headers TYPE text;
                ALTER TABLE messaging.outbox ALTER COLUMN body SET STORAGE EXTERNAL, ALTER COLUMN body SET STATISTICS 0;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            ArgumentNullException.ThrowIfNull(migrationBuilder);
            migrationBuilder.Sql("""
                ALTER TABLE messaging.outbox ALTER COLUMN body SET STORAGE EXTENDED, ALTER COLUMN body SET STATISTICS -1;
                ALTER TABLE messaging.outbox ALTER COLUMN headers TYPE jsonb USING headers::jsonb;
                """);
        }
    }
}
