package relevo.batch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How well groups agree with labels.
 *
 * @param accuracy share of the rows that are right when each group is given one label and each label one group, in the best
 *     way (Kuhn 1955, Hungarian method)
 * @param nmi mutual information over the mean of the two entropies
 */
record Agreement(double accuracy, double nmi) {
    static Agreement of(List<Integer> groups, List<String> labels) {
        Map<Integer, Integer> groupIds = new HashMap<>();
        Map<String, Integer> labelIds = new HashMap<>();
        groups.forEach(group -> groupIds.putIfAbsent(group, groupIds.size()));
        labels.forEach(label -> labelIds.putIfAbsent(label, labelIds.size()));
        double[][] table = new double[groupIds.size()][labelIds.size()];
        for (int i = 0; i < groups.size(); i++) {
            table[groupIds.getOrDefault(groups.get(i), 0)][labelIds.getOrDefault(labels.get(i), 0)]++;
        }
        return new Agreement(assigned(table) / groups.size(), information(table, groups.size()));
    }

    private static double information(double[][] table, double total) {
        double[] rows = new double[table.length];
        double[] columns = new double[table[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                rows[i] += table[i][j];
                columns[j] += table[i][j];
            }
        }
        double mutual = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                if (table[i][j] > 0) {
                    mutual += table[i][j] / total * Math.log(total * table[i][j] / (rows[i] * columns[j]));
                }
            }
        }
        double entropies = entropy(rows, total) + entropy(columns, total);
        return entropies == 0 ? 1 : 2 * mutual / entropies;
    }

    private static double entropy(double[] counts, double total) {
        return -Arrays.stream(counts)
                .filter(c -> c > 0)
                .map(c -> c / total * Math.log(c / total))
                .sum();
    }

    /** Most rows that a one-to-one assignment of groups to labels gets right. */
    private static double assigned(double[][] table) {
        int size = Math.max(table.length, table[0].length);
        double[] u = new double[size + 1];
        double[] v = new double[size + 1];
        int[] matched = new int[size + 1];
        int[] way = new int[size + 1];
        for (int i = 1; i <= size; i++) {
            matched[0] = i;
            int at = 0;
            double[] least = new double[size + 1];
            Arrays.fill(least, Double.MAX_VALUE);
            boolean[] used = new boolean[size + 1];
            do {
                used[at] = true;
                int row = matched[at];
                int next = 0;
                double delta = Double.MAX_VALUE;
                for (int j = 1; j <= size; j++) {
                    if (!used[j]) {
                        double cost = -value(table, row - 1, j - 1) - u[row] - v[j];
                        if (cost < least[j]) {
                            least[j] = cost;
                            way[j] = at;
                        }
                        if (least[j] < delta) {
                            delta = least[j];
                            next = j;
                        }
                    }
                }
                for (int j = 0; j <= size; j++) {
                    if (used[j]) {
                        u[matched[j]] += delta;
                        v[j] -= delta;
                    } else {
                        least[j] -= delta;
                    }
                }
                at = next;
            } while (matched[at] != 0);
            for (; at != 0; at = way[at]) {
                matched[at] = matched[way[at]];
            }
        }
        double sum = 0;
        for (int j = 1; j <= size; j++) {
            sum += value(table, matched[j] - 1, j - 1);
        }
        return sum;
    }

    private static double value(double[][] table, int row, int column) {
        return row < table.length && column < table[0].length ? table[row][column] : 0;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "accuracy %.3f, NMI %.3f", accuracy, nmi);
    }
}
