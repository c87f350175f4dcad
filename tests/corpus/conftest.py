"""Puts the scan maker on the path: `corpus/` is a folder of scripts, not a package."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "corpus"))

PLAN = """
@left SỞ NỘI VỤ TỈNH HOA SEN
@left BAN THI ĐUA - KHEN THƯỞNG
@right CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
@right Độc lập - Tự do - Hạnh phúc
@number Số: 145/KH-BTĐKT
@date Hoa Sen, ngày 21 tháng 6 năm 2023
@type KẾ HOẠCH
@title Tuyên truyền công tác thi đua
@title giai đoạn 2023 - 2025
@to Các phòng
/ Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;
@note Sau đây gọi tắt là Luật.
! I. MỤC ĐÍCH
Phổ biến chủ trương; ghi ơn những tấm gương ưu tú của tỉnh nhà.
@table 10,40,50
STT | Nội dung | Đơn vị
1 | Treo băng rôn // Làm phim | Sở Nội vụ
@merge
 | Họp mặt |
2 | | Các sở
@end
@page
Trên đây là Kế hoạch./.
@recipients
- Như trên;
- Lưu: VT.
@sign KT. TRƯỞNG BAN
@sign PHÓ TRƯỞNG BAN
@name Trịnh Đỗ Ngữ
@sign PHÓ GIÁM ĐỐC
@name Lê Thị Quỳnh
@appendix PHỤ LỤC I
@title DANH MỤC
/ (Kèm theo Kế hoạch số 145/KH-BTĐKT)
Hết.
"""


@pytest.fixture
def source() -> str:
    """A plan that uses every mark."""
    return PLAN
